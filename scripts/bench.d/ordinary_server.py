"""An ordinary GraphQL server over companies and people: Strawberry, the SQLAlchemy ORM and aiosqlite, as they are taught.

It answers the documents of the bench with the same content as Ferry, over a database with the same tables. It checks no key
and validates no phone numbers, which is in its favour.
"""

# ruff: noqa: A002  an argument of the API keeps its name

from __future__ import annotations

import argparse
from typing import Any

import ordinary_types as types
import strawberry
import uvicorn
from ordinary_composites import SCALARS
from ordinary_context import Context, request_context
from ordinary_filters import CompanyFilterInput, CompanyOrderByInput, PersonFilterInput, PersonOrderByInput
from ordinary_inputs import CompanyCreateInput, PersonCreateInput
from ordinary_models import Company, Person
from ordinary_paging import Sessions, fetch_page
from ordinary_types import Connection
from ordinary_writes import create_many, upsert_many
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info

ContextInfo = Info[Context, None]


@strawberry.type
class Query:
    """What can be read."""

    @strawberry.field
    async def company(self, info: ContextInfo, filter: CompanyFilterInput) -> types.Company | None:
        """Return the first company the filter finds."""
        async with info.context.sessions() as session:
            live = Company.deleted_at.is_(None)
            row = await session.scalar(select(Company).where(live, *filter.conditions()).limit(1))
        return types.company(row) if row else None

    @strawberry.field
    async def companies(
        self,
        info: ContextInfo,
        first: int = 200,
        after: str | None = None,
        filter: CompanyFilterInput | None = None,
        order_by: list[CompanyOrderByInput | None] | None = None,
    ) -> Connection[types.Company]:
        """Return a page of companies."""
        order = next((given.order() for given in order_by or [] if given), None)
        conditions = filter.conditions() if filter else []
        return types.companies(await fetch_page(info.context.sessions, Company, conditions, order, first, after))

    @strawberry.field
    async def people(
        self,
        info: ContextInfo,
        first: int = 200,
        after: str | None = None,
        filter: PersonFilterInput | None = None,
        order_by: list[PersonOrderByInput | None] | None = None,
    ) -> Connection[types.Person]:
        """Return a page of people."""
        order = next((given.order() for given in order_by or [] if given), None)
        conditions = filter.conditions() if filter else []
        return types.people(await fetch_page(info.context.sessions, Person, conditions, order, first, after))


@strawberry.type
class Mutation:
    """What can be written."""

    @strawberry.mutation
    async def create_companies(
        self, info: ContextInfo, data: list[CompanyCreateInput], upsert: bool = False
    ) -> list[types.Company]:
        """Create companies, or upsert them by domain name."""
        write = upsert_many if upsert else create_many
        rows = await write(info.context.sessions, Company, [record.columns() for record in data])
        return [types.company(row) for row in rows]

    @strawberry.mutation
    async def create_people(self, info: ContextInfo, data: list[PersonCreateInput], upsert: bool = False) -> list[types.Person]:
        """Create people, or upsert them by e-mail address."""
        write = upsert_many if upsert else create_many
        rows = await write(info.context.sessions, Person, [record.columns() for record in data])
        return [types.person(row) for row in rows]


class View(GraphQL[Context, None]):
    """The GraphQL endpoint, which gives every request its own dataloaders."""

    def __init__(self, schema: strawberry.Schema, sessions: Sessions) -> None:
        super().__init__(schema)
        self.sessions = sessions

    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002
        """Return the context of one request."""
        return request_context(self.sessions)


def open_sessions(database: str) -> Sessions:
    """Return what opens sessions on the database, every connection set up as Ferry's are."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")

    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.execute("PRAGMA wal_autocheckpoint=10000")
        cursor.close()

    return async_sessionmaker(engine, expire_on_commit=False)


def build_schema(*, caches: bool) -> strawberry.Schema:
    """Return the schema, with Strawberry's parser and validation caches if wanted."""
    extensions = [ParserCache, ValidationCache] if caches else []
    return strawberry.Schema(Query, Mutation, config=StrawberryConfig(scalar_map=SCALARS), extensions=extensions)


def main() -> None:
    """Serve the database on the port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--caches", action="store_true", help="use Strawberry's parser and validation caches")
    given = parser.parse_args()
    view = View(build_schema(caches=given.caches), open_sessions(given.database))
    routes = [Route("/graphql", view), Route("/healthz", lambda _request: PlainTextResponse("ok"))]
    uvicorn.run(Starlette(routes=routes), port=given.port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
