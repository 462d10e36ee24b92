"""The application inside the test's own process, for data models that no command line serves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx

from schema.data_model import DataModel
from server.app import create_app
from server.security.api_keys import create, new_secret
from server.settings import Settings
from tests.processes import Api


@contextmanager
def serving_in_process(database: Path, model: DataModel) -> Iterator[Api]:
    """Serve a database with a data model of one's own until the block ends."""
    secret = new_secret()
    headers = {"Authorization": f"Bearer {secret}"}
    app = create_app(Settings(database=str(database)), model)
    lifespan = app.router.lifespan_context(app)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ferry", headers=headers)
    with asyncio.Runner() as runner:
        runner.run(lifespan.__aenter__())
        try:
            runner.run(app.state.database.write(partial(create, "test", secret, datetime.now(UTC), None)))
            yield Api(lambda body: runner.run(client.post("/graphql", json=body)))
        finally:
            runner.run(lifespan.__aexit__(None, None, None))
            runner.run(client.aclose())
