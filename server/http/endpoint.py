"""The GraphQL endpoints: a request read, its key judged, its answer sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.engine.execution import Engine
from server.engine.request import Caller
from server.engine.request import Request as EngineRequest
from server.http.answers import JSON, json_response
from server.http.bodies import Asked, read_address, read_body
from server.http.graphiql import graphiql_response
from server.http.headers import idempotency_key, rate_limit_headers
from server.http.refusals import Answer, refusal
from server.metadata.answers import forbidden
from server.metadata.api import MetadataApi
from server.security.keyring import Keyring
from server.security.principal import Principal
from server.security.rate_limits import RateLimits

Execute = Callable[[Asked, Principal | None], Awaitable[Answer]]


async def graphql(request: Request) -> Response:
    """Answer POST and GET /graphql: GraphiQL for a browser, the record API for everyone else."""
    if request.method != "POST" and "text/html" in request.headers.get("accept", ""):
        return graphiql_response(request)
    engine: Engine = request.app.state.engine
    rate_limits: RateLimits = request.app.state.rate_limits

    async def execute(asked: Asked, holder: Principal | None) -> Answer:
        allowance = rate_limits.allowance(holder.key_id) if holder is not None else None
        content = await engine.execute(
            EngineRequest(
                asked.query,
                asked.operation_name,
                asked.variables,
                Caller(holder.key_id, holder.name) if holder is not None else None,
                request.method != "POST",
                allowance,
                await idempotency_key(request),
            )
        )
        return Answer(content, strict_status=_strict_status(content), headers=rate_limit_headers(allowance))

    return await _answered(request, execute)


async def metadata(request: Request) -> Response:
    """Answer POST /metadata: the data model, for holders of a key."""
    api: MetadataApi = request.app.state.metadata

    async def execute(asked: Asked, holder: Principal | None) -> Answer:
        if holder is None:
            return Answer(forbidden(), strict_status=401)
        return Answer(await api.execute(asked.query, asked.variables, asked.operation_name), strict_status=200)

    return await _answered(request, execute)


async def _answered(request: Request, execute: Execute) -> Response:
    keyring: Keyring = request.app.state.keyring
    if request.method == "POST" and _media_type(request) != JSON:
        return Response(status_code=415)
    try:
        asked = read_body(await request.body()) if request.method == "POST" else read_address(request.query_params)
        holder = await keyring.holder(request.headers.get("authorization"))
        answer = await execute(asked, holder)
    except HTTPException:
        raise
    except ClientDisconnect:
        return Response(status_code=400)
    except Exception as error:  # noqa: BLE001 - the last line of defence: whatever fails becomes an answer
        answer = refusal(error)
    return json_response(request, answer)


def _strict_status(content: dict[str, Any]) -> int:
    """Return 429 when a rate limit let no root field through, else 200: the request was executed."""
    refused = [error["extensions"].get("subCode") == "LIMIT_REACHED" for error in content.get("errors", ())]
    return 429 if refused and all(refused) and len(refused) == len(content.get("data") or refused) else 200


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()
