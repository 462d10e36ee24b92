"""Keyset paging of the ordinary server: one page of ORM rows with its cursors."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ordinary_models import Company, Person
from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import InstrumentedAttribute

Model = type[Company] | type[Person]
Sessions = async_sessionmaker[AsyncSession]


@dataclass(frozen=True, slots=True)
class Order:
    """The field a list is ordered by before the id: its API name, its column and its direction."""

    name: str
    column: InstrumentedAttribute[Any]
    descending: bool
    nulls_first: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, their cursors, and what counts all rows of the list."""

    rows: Sequence[Any]
    cursors: Sequence[str]
    has_next: bool
    counting: Select[Any]

    async def count(self, sessions: Sessions) -> int:
        """Count the rows of the whole list."""
        async with sessions() as session:
            return int(await session.scalar(self.counting) or 0)


def encode(row: Any, order: Order | None) -> str:
    """Return the cursor of a row."""
    values = {order.name: getattr(row, order.column.key)} if order else {}
    return base64.b64encode(json.dumps({**values, "id": row.id}, separators=(",", ":")).encode()).decode()


async def fetch_page(
    sessions: Sessions, model: Model, where: Sequence[ColumnElement[bool]], order: Order | None, first: int, after: str | None
) -> Page:
    """Read one page of live rows; one row more than asked tells whether another page follows."""
    live = [model.deleted_at.is_(None), *where]
    statement = select(model).where(*live)
    if after:
        statement = statement.where(_beyond(model, order, json.loads(base64.b64decode(after))))
    statement = statement.order_by(*_ordering(model, order)).limit(first + 1)
    async with sessions() as session:
        found = (await session.scalars(statement)).all()
    rows = found[:first]
    counting = select(func.count()).select_from(model).where(*live)
    return Page(rows, [encode(row, order) for row in rows], len(found) > first, counting)


def _ordering(model: Model, order: Order | None) -> list[Any]:
    if order is None:
        return [model.id]
    directed = order.column.desc() if order.descending else order.column.asc()
    return [directed.nulls_first() if order.nulls_first else directed.nulls_last(), model.id]


def _beyond(model: Model, order: Order | None, cursor: dict[str, Any]) -> ColumnElement[bool]:
    beyond: ColumnElement[bool]
    if order is None:
        beyond = model.id > cursor["id"]
    elif order.descending:
        value = cursor[order.name]
        beyond = or_(order.column < value, and_(order.column == value, model.id > cursor["id"]))
    else:
        beyond = tuple_(order.column, model.id) > tuple_(cursor[order.name], cursor["id"])
    return beyond
