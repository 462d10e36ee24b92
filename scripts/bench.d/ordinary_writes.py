"""The writes of the ordinary server: create many records, or upsert them by their unique value."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

from ordinary_inputs import Columns
from ordinary_models import Company, Person
from ordinary_paging import Sessions
from sqlalchemy import func, select

Row = TypeVar("Row", Company, Person)
_UNIQUE = {"company": "domain_url", "person": "email"}
_CALLER: Columns = {
    f"{field}_{part}": value
    for field in ("created_by", "updated_by")
    for part, value in (("source", "API"), ("name", "bench"), ("context", {}))
}


async def create_many(sessions: Sessions, model: type[Row], records: Sequence[Columns]) -> list[Row]:
    """Create all records in one transaction."""
    async with sessions.begin() as session:
        lowest = await session.scalar(select(func.min(model.position)))
        rows = _new_rows(model, records, lowest)
        session.add_all(rows)
    return rows


async def upsert_many(sessions: Sessions, model: type[Row], records: Sequence[Columns]) -> list[Row]:
    """Update the records whose unique value exists and create the others, in one transaction."""
    unique = _UNIQUE[model.__tablename__]
    column = getattr(model, unique)
    async with sessions.begin() as session:
        known = await session.scalars(select(model).where(column.in_([record.get(unique) for record in records])))
        existing = {getattr(row, unique): row for row in known}
        updated: list[Row] = [_update(existing[record[unique]], record) for record in records if record.get(unique) in existing]
        lowest = await session.scalar(select(func.min(model.position)))
        created: list[Row] = _new_rows(model, [record for record in records if record.get(unique) not in existing], lowest)
        session.add_all(created)
    return updated + created


def _update(row: Row, record: Columns) -> Row:
    for name, value in record.items():
        if name != "id":
            setattr(row, name, value)
    row.updated_at, row.deleted_at = _now(), None
    row.updated_by_source, row.updated_by_name, row.updated_by_context = "API", "bench", {}
    return row


def _new_rows(model: type[Row], records: Sequence[Columns], lowest: float | None) -> list[Row]:
    """Make rows whose positions count down from the lowest one."""
    now = _now()
    start = 0 if lowest is None else lowest - 1
    system = {**_CALLER, "created_at": now, "updated_at": now}
    return [
        model(**{**system, "id": str(uuid.uuid4()), "position": start - place, **record})
        for place, record in enumerate(records)
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
