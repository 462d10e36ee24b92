"""What the resolvers of one request share: database sessions and dataloaders."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ordinary_models import Company, Person
from ordinary_paging import Page, Sessions, encode
from sqlalchemy import func, select
from strawberry.dataloader import DataLoader

PeopleKey = tuple[str, int]
"""The id of a company and how many of its people are wanted."""


@dataclass
class Context:
    """The context of one request."""

    sessions: Sessions
    companies: DataLoader[str, Company | None]
    people_of: DataLoader[PeopleKey, Page]


def request_context(sessions: Sessions) -> Context:
    """Return a fresh context with empty dataloaders."""

    async def companies(ids: list[str]) -> list[Company | None]:
        async with sessions() as session:
            rows = await session.scalars(select(Company).where(Company.id.in_(ids), Company.deleted_at.is_(None)))
            by_id = {row.id: row for row in rows}
        return [by_id.get(key) for key in ids]

    async def people_of(keys: list[PeopleKey]) -> list[Page]:
        return await _people_of(sessions, keys)

    return Context(sessions, DataLoader(load_fn=companies), DataLoader(load_fn=people_of))


async def _people_of(sessions: Sessions, keys: list[PeopleKey]) -> list[Page]:
    """Read the first people of many companies in one statement."""
    most = max(first for _, first in keys)
    place = func.row_number().over(partition_by=Person.company_id, order_by=Person.id).label("place")
    live = Person.deleted_at.is_(None)
    ranked = select(Person.id, place).where(Person.company_id.in_([key for key, _ in keys]), live).subquery()
    statement = select(Person).join(ranked, Person.id == ranked.c.id).where(ranked.c.place <= most + 1).order_by(Person.id)
    grouped: dict[str | None, list[Person]] = defaultdict(list)
    async with sessions() as session:
        for row in await session.scalars(statement):
            grouped[row.company_id].append(row)
    pages: list[Page] = []
    for key, first in keys:
        rows = grouped[key][:first]
        counting = select(func.count()).select_from(Person).where(Person.company_id == key, live)
        pages.append(Page(rows, [encode(row, None) for row in rows], len(grouped[key]) > first, counting))
    return pages
