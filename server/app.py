"""The application: what it is made of, and nothing else."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.routing import Route

from schema.data_model import DataModel
from schema.standard import standard_model
from server.engine.documents.limits import DocumentLimits
from server.engine.execution import Engine
from server.engine.limits import Limits
from server.http.endpoint import graphql, metadata
from server.http.graphiql import graphiql_routes
from server.http.health import healthz, readyz
from server.metadata.api import MetadataApi
from server.security.keyring import Keyring
from server.security.rate_limits import RateLimit, RateLimits
from server.settings import Settings
from server.storage.setup import prepare
from server.storage.snapshots import SnapshotBounds
from server.storage.sqlite import SqliteDatabase

_GC_THRESHOLDS = (20_000, 50, 100)
"""An answer is thousands of small dictionaries without cycles: looking for cycles among them costs a fifth of its time."""


def create_app(settings: Settings, model: DataModel | None = None) -> Starlette:
    """Return the ASGI application that serves a data model; without one, the standard model."""
    model = model or settings_model(settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        database = SqliteDatabase(settings.database_path, snapshot_bounds(settings))
        await database.open()
        try:
            await database.write(partial(prepare, model))
            app.state.database = database
            app.state.keyring = Keyring(database)
            app.state.engine = Engine(model, database, document_limits(settings), engine_limits(settings))
            app.state.rate_limits = RateLimits(rate_limits(settings))
            app.state.metadata = MetadataApi(model, document_limits(settings))
            # What lives from here on outlives every request: the collector need not look at it again.
            gc.collect()
            gc.freeze()
            gc.set_threshold(*_GC_THRESHOLDS)
            yield
        finally:
            await database.close()

    routes = [
        Route("/graphql", graphql, methods=["GET", "POST"]),
        Route("/metadata", metadata, methods=["POST"]),
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        *graphiql_routes(),
    ]
    return Starlette(routes=routes, lifespan=lifespan, max_body_size=settings.max_body_bytes)


def settings_model(settings: Settings) -> DataModel:
    """Return the standard model the settings ask for."""
    model = standard_model()
    return model if settings.legacy_fields else model.without_legacy()


def document_limits(settings: Settings) -> DocumentLimits:
    """Return how much one document may have."""
    return DocumentLimits(
        settings.max_characters,
        settings.max_tokens,
        settings.max_fields,
        settings.max_aliases,
        settings.max_directives,
        settings.max_directives_at_a_place,
        settings.max_depth,
    )


def engine_limits(settings: Settings) -> Limits:
    """Return how much one request may ask."""
    return Limits(
        settings.max_records,
        settings.max_records,
        records_per_upsert=settings.max_upsert_records,
        nodes=settings.max_nodes,
        requests_per_second=settings.requests_per_second,
        requests_per_minute=settings.requests_per_minute,
    )


def snapshot_bounds(settings: Settings) -> SnapshotBounds:
    """Return how many states of the data may be held, and for how long."""
    return SnapshotBounds(settings.max_snapshots, settings.max_snapshot_idle_seconds, settings.max_snapshot_age_seconds)


def rate_limits(settings: Settings) -> list[RateLimit]:
    """Return the limits on how often a key may ask."""
    rates = ((settings.requests_per_second, 1), (settings.requests_per_minute, 60))
    return [RateLimit(tokens, seconds) for tokens, seconds in rates if tokens]
