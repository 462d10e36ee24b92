"""Many clients upsert the same keys at once while records are deleted at random: every key stays one record."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from typing import Any

import httpx

from tests.io.running_server import RunningServer

CLIENTS, CALLS, KEYS, ROWS = 64, 4, 500, 25
DOMAIN = "concurrent.example"
WRITE = """mutation($data: [PersonCreateInput!]!, $gone: PersonFilterInput!) {
  upsertPeople(data: $data, onError: CONTINUE) {
    results { action id error { message subCode } record { emails { primaryEmail } } } }
  deletePeople(filter: $gone) { id } }"""
READ = """query($f: PersonFilterInput) { people(filter: $f, first: 1000) { edges { node { id emails { primaryEmail } } } } }"""


def address(key: int) -> str:
    """Return the e-mail address of a key."""
    return f"k{key}@{DOMAIN}"


class Clients:
    """All clients of one run: a class because they share what they learn about ids."""

    def __init__(self, server: RunningServer, client: httpx.AsyncClient) -> None:
        self._server, self._client = server, client
        self.ids: dict[str, set[str]] = defaultdict(set)
        self.rejections: list[dict[str, Any]] = []
        self.actions: defaultdict[str, int] = defaultdict(int)

    async def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        response = await self._client.post("/graphql", json={"query": query, "variables": variables})
        assert 200 == response.status_code
        answer = response.json()
        assert "errors" not in answer, answer
        return answer["data"]

    async def run(self, number: int) -> None:
        """Upsert random keys, the client's own ones last, and delete a few others each time."""
        dice = random.Random(number)
        own = range(number * KEYS // CLIENTS, (number + 1) * KEYS // CLIENTS)
        for call in range(CALLS):
            keys = [*dice.sample(range(KEYS), ROWS), *(own if call == CALLS - 1 else ())]
            data = [{"emails": {"primaryEmail": address(key).upper()}, "jobTitle": f"{number}.{call}"} for key in keys]
            gone = {"emails": {"primaryEmail": {"in": [address(key) for key in dice.sample(range(KEYS), 5)]}}}
            self.note((await self.ask(WRITE, data=data, gone=gone))["upsertPeople"]["results"])

    def note(self, results: list[dict[str, Any]]) -> None:
        """Note which record each key is, and what was rejected."""
        for row in results:
            self.actions[row["action"]] += 1
            if row["error"] is not None:
                self.rejections.append(row["error"])
            else:
                self.ids[row["record"]["emails"]["primaryEmail"]].add(row["id"])


async def test_64_clients_and_500_keys(server: RunningServer) -> None:
    """In the end there are 500 records, each with the id it had from the beginning, and the only errors are documented."""
    limits = httpx.Limits(max_connections=CLIENTS)
    headers = {"Authorization": f"Bearer {server.key}"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, timeout=60, limits=limits) as client:
        clients = Clients(server, client)
        await asyncio.gather(*(clients.run(number) for number in range(CLIENTS)))
        everyone = {"or": [{"deletedAt": {"is": "NULL"}}, {"deletedAt": {"is": "NOT_NULL"}}]}
        here = {"and": [everyone, {"emails": {"primaryEmail": {"endsWith": f"@{DOMAIN}"}}}]}
        edges = (await clients.ask(READ, f=here))["people"]["edges"]
    stored = {edge["node"]["emails"]["primaryEmail"]: {edge["node"]["id"]} for edge in edges}

    assert {address(key) for key in range(KEYS)} == set(stored)
    assert KEYS == len(edges)
    assert stored == dict(clients.ids)
    assert KEYS == clients.actions["CREATED"]
    assert clients.actions["RESTORED"] > 0
    assert clients.actions["UPDATED"] > 0
    # A key twice in one call is the documented conflict: the random ones and the client's own may be the same, and new.
    assert {("A duplicate entry was detected", None)} >= {(e["message"], e["subCode"]) for e in clients.rejections}
