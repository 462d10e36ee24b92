"""The application inside the test's own process, for data models that no command line serves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from schema.data_model import DataModel
from server.app import create_app
from server.security.api_keys import create, new_secret
from server.settings import Settings
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Steps
from tests.processes import Api


@dataclass(frozen=True, slots=True)
class Served:
    """An application that is served, and how to write to its database from within."""

    api: Api
    write: Callable[[Callable[[], Steps[Any]]], Any]


@contextmanager
def serving_in_process(database: Path, model: DataModel, **settings: Any) -> Iterator[Api]:
    """Serve a database with a data model, and settings, of one's own until the block ends."""
    with serving(database, model, **settings) as served:
        yield served.api


@contextmanager
def serving(database: Path, model: DataModel, **settings: Any) -> Iterator[Served]:
    """Serve a database and let the test reach into it until the block ends."""
    context = client_in_process(database, model, **settings)
    with asyncio.Runner() as runner:
        client, opened = runner.run(context.__aenter__())
        try:
            api = Api(lambda body: runner.run(client.post("/graphql", json=body)))
            yield Served(api, lambda work: runner.run(opened.write(work)))
        finally:
            runner.run(context.__aexit__(None, None, None))


@asynccontextmanager
async def client_in_process(
    database: Path, model: DataModel, **settings: Any
) -> AsyncIterator[tuple[httpx.AsyncClient, SqliteDatabase]]:
    """Serve a database on the running event loop, and yield a client with a key to it and the database itself."""
    secret = new_secret()
    app = create_app(Settings(database=str(database), **settings), model)
    transport, headers = httpx.ASGITransport(app), {"Authorization": f"Bearer {secret}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://ferry", headers=headers) as client,
    ):
        await app.state.database.write(partial(create, "test", secret, datetime.now(UTC), None))
        yield client, app.state.database
