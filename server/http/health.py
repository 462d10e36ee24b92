"""Health: whether the process turns, and whether it can serve."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.storage.errors import StorageError
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Statement, Steps


async def healthz(_: Request) -> Response:
    """Answer 200 as long as the event loop turns."""
    return JSONResponse({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Answer 200 when the database answers, else 503."""
    database: SqliteDatabase = request.app.state.database
    try:
        await database.read(_ping)
    except StorageError:
        return JSONResponse({"status": "unavailable"}, 503)
    return JSONResponse({"status": "ok"})


def _ping() -> Steps[None]:
    yield Statement("SELECT 1")
