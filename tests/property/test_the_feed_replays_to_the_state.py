"""Whoever replays the feed has the state, and whoever walks a snapshot has that of its first page, while others write."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest_asyncio

from schema.naming import capitalise
from schema.standard import standard_model
from tests.property.in_process import client_in_process
from tests.property.random_workspaces import new_dice
from tests.property.random_writes import FIELDS, OBJECTS, Writes, random_writes

ROUNDS, WRITERS, WRITES_OF_ONE = 8, 3, 8
SIZES = (1, 2, 3, 5, 200)
EVERYTHING = {"or": [{"deletedAt": {"is": "NULL"}}, {"deletedAt": {"is": "NOT_NULL"}}]}
State = dict[str, dict[str, Any]]


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Serve an empty workspace."""
    async with client_in_process(tmp_path / "ferry.sqlite", standard_model(), max_snapshots=100) as (opened, _):
        yield opened


async def send(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """Return the answer to a document."""
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    assert 200 == response.status_code, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """Return the data of a document that must succeed."""
    answer = await send(client, query, **variables)
    assert "errors" not in answer, answer["errors"]
    data: dict[str, Any] = answer["data"]
    return data


@dataclass(slots=True)
class Follower:
    """A client of the feed of one object that goes down now and then, before it has kept its page."""

    client: httpx.AsyncClient
    name: str
    chance: random.Random
    since: str | None = None
    state: State = field(default_factory=dict)

    async def poll(self) -> bool:
        """Ask for one page and return whether there are more."""
        plural = OBJECTS[self.name]
        query = f"""query($since: String, $first: Int) {{ {plural}Changes(since: $since, first: $first)
            {{ changes {{ kind id record {{ {FIELDS[self.name]} }} }} next hasMore }} }}"""
        size = self.chance.choice(SIZES)
        found = (await ask(self.client, query, since=self.since, first=size))[f"{plural}Changes"]
        listed = found["changes"]
        assert len(listed) <= size
        assert len(listed) == len({change["id"] for change in listed})
        if self.chance.random() < 0.2:
            return True
        for change in listed:
            self._apply(change)
        self.since = found["next"]
        return bool(found["hasMore"])

    async def catch_up(self) -> None:
        """Poll until there is nothing more."""
        while await self.poll():
            pass

    def _apply(self, change: dict[str, Any]) -> None:
        record = change["record"]
        if change["kind"] == "DESTROYED":
            assert record is None
            self.state.pop(change["id"], None)
        else:
            assert (change["id"], change["kind"] == "DELETED") == (record["id"], record["deletedAt"] is not None)
            self.state[change["id"]] = record


async def read_state(client: httpx.AsyncClient, name: str, **arguments: Any) -> tuple[State, dict[str, Any]]:
    """Return one page of an object's records, deleted ones too, by id, and the connection they are from."""
    kind = capitalise(name)
    query = f"""query($first: Int, $after: String, $snapshot: String, $orderBy: [{kind}OrderByInput], $f: {kind}FilterInput)
        {{ {OBJECTS[name]}(first: $first, after: $after, snapshot: $snapshot, orderBy: $orderBy, filter: $f) {{ totalCount
        snapshot {{ token changes }} pageInfo {{ hasNextPage endCursor }} edges {{ node {{ {FIELDS[name]} }} }} }} }}"""
    found = (await ask(client, query, f=EVERYTHING, **arguments))[OBJECTS[name]]
    return {edge["node"]["id"]: edge["node"] for edge in found["edges"]}, found


async def walk(client: httpx.AsyncClient, name: str, chance: random.Random, token: str) -> State:
    """Return the records of a walk under a snapshot in pages of a random size and order."""
    order = chance.choice([[], [{"updatedAt": "DescNullsFirst"}], [{"deletedAt": "AscNullsLast"}]])
    whole: State = {}
    after = None
    while True:
        arguments = {"first": chance.choice(SIZES[1:]), "after": after, "snapshot": token, "orderBy": order}
        page, found = await read_state(client, name, **arguments)
        assert set() == whole.keys() & page.keys()
        whole |= page
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            assert len(whole) == found["totalCount"]
            return whole


async def write(client: httpx.AsyncClient, writes: Writes) -> None:
    """Send some writes one after the other; what they are refused for is their own affair."""
    for _ in range(WRITES_OF_ONE):
        query, variables = writes.any()
        await send(client, query, **variables)


async def look(client: httpx.AsyncClient, name: str, chance: random.Random) -> Follower:
    """Walk a snapshot while others write, and return a follower that starts from it."""
    expected, found = await read_state(client, name, first=1000)
    token = found["snapshot"]["token"]
    for other in OBJECTS:
        assert await walk(client, other, chance, token) == (await read_state(client, other, first=1000, snapshot=token))[0]
    assert expected == await walk(client, name, chance, token)
    return Follower(client, name, chance, found["snapshot"]["changes"], expected)


async def listed(client: httpx.AsyncClient, name: str, since: str | None, size: int) -> list[Any]:
    """Return all changes after a token in pages of one size."""
    query = f"""query($since: String, $first: Int) {{ {OBJECTS[name]}Changes(since: $since, first: $first)
        {{ changes {{ kind id }} next hasMore }} }}"""
    changes: list[Any] = []
    while True:
        found = (await ask(client, query, since=since, first=size))[f"{OBJECTS[name]}Changes"]
        changes += found["changes"]
        since = found["next"]
        if not found["hasMore"]:
            return changes


async def test_replays_and_walks_agree_with_the_state(client: httpx.AsyncClient) -> None:
    """Followers from the beginning and from every snapshot end with the state; pages of any size list the same changes."""
    dice = new_dice()
    chance = dice.chance
    writes = random_writes(chance)
    followers = [Follower(client, name, chance) for name in OBJECTS]
    for _ in range(ROUNDS):
        writers = asyncio.gather(*(write(client, writes) for _ in range(WRITERS)))
        earlier = {follower.name: follower.since for follower in followers}
        started = await asyncio.gather(*(look(client, name, chance) for name in ("company", "person")))
        await asyncio.gather(*(follower.poll() for follower in followers))
        await writers
        followers += started
        await asyncio.gather(*(follower.catch_up() for follower in followers))
        for name in OBJECTS:
            state, _ = await read_state(client, name, first=1000)
            mine = [follower for follower in followers if follower.name == name]
            assert [state] * len(mine) == [follower.state for follower in mine], dice.seed
            since = chance.choice([None, earlier[name]])
            assert await listed(client, name, since, 5_000) == await listed(client, name, since, chance.choice(SIZES))
            assert [] == await listed(client, name, mine[0].since, 1)
