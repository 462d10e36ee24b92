"""A held snapshot: one state of the database, whatever is written, until its time is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from server.storage.errors import DatabaseUnusable, SnapshotExpired, TooManySnapshots
from server.storage.snapshots import Snapshot, SnapshotBounds
from server.storage.sqlite import SqliteDatabase
from server.storage.statement import Statement, Steps

PassTime = Callable[[float], Awaitable[None]]
BOUNDS = SnapshotBounds(most=2, idle=60, age=200)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    """Open a database with a table of numbers that holds two snapshots at most."""
    opened = SqliteDatabase(tmp_path / "ferry.sqlite", BOUNDS)
    await opened.open()
    await opened.write(partial(execute, "CREATE TABLE number (value INTEGER)"))
    yield opened
    await opened.close()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> PassTime:
    """Return the function that lets the event loop believe that so many seconds have passed, and its timers go off."""
    passed = 0.0

    async def advance(seconds: float) -> None:
        nonlocal passed
        passed += seconds
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: asyncio.BaseEventLoop.time(loop) + passed)  # type: ignore[arg-type]
        for _ in range(3):
            await asyncio.sleep(0)

    return advance


def execute(sql: str) -> Steps[None]:
    """Execute one statement."""
    yield Statement(sql)


def count(snapshot: Snapshot) -> Steps[tuple[str, datetime, int]]:
    """Return the token, when it ends and how many numbers there are."""
    ((number,),) = yield Statement("SELECT count(*) FROM number")
    return snapshot.token, snapshot.expires_at, number


def fail(snapshot: Snapshot) -> Steps[None]:
    """Ask for a table that does not exist."""
    yield Statement("SELECT * FROM nothing")


async def add(database: SqliteDatabase, number: int = 1) -> None:
    """Store so many numbers more, each in a write of its own."""
    for _ in range(number):
        await database.write(partial(execute, "INSERT INTO number VALUES (1)"))


async def opened(database: SqliteDatabase) -> str:
    """Write something, open a snapshot of that state and return its token."""
    await add(database)
    token, _, _ = await database.read_snapshot(None, count)
    return token


async def count_under(database: SqliteDatabase, token: str) -> int:
    """Return how many numbers there are in a snapshot."""
    return (await database.read_snapshot(token, count))[2]


def held(database: SqliteDatabase) -> int:
    """Return how many states are held."""
    return len(database._snapshots._states)


async def test_a_snapshot_stays_what_it_was(database: SqliteDatabase) -> None:
    """Under its token the state of its first read is read again, while others read what was written since."""
    token = await opened(database)
    await add(database, 2)

    assert (token, 1) == (await database.read_snapshot(token, count))[::2]
    assert 3 == (await database.read_snapshot(None, count))[2]


async def test_readers_of_one_snapshot_share_it(database: SqliteDatabase) -> None:
    """Several reads at once under one token all see its state."""
    token = await opened(database)
    await add(database)

    found = await asyncio.gather(*(database.read_snapshot(token, count) for _ in range(8)))

    assert {(token, 1)} == {each[::2] for each in found}


async def test_a_snapshot_nobody_uses_ends(database: SqliteDatabase, pass_time: PassTime) -> None:
    """After the idle time its token stands for nothing."""
    token = await opened(database)
    await pass_time(61)

    with pytest.raises(SnapshotExpired):
        await database.read_snapshot(token, count)


async def test_a_use_renews_a_snapshot(database: SqliteDatabase, pass_time: PassTime) -> None:
    """Used now and then, a snapshot lives beyond its idle time, and says until when."""
    token = await opened(database)
    for _ in range(3):
        await pass_time(50)
        _, until, _ = await database.read_snapshot(token, count)

        assert timedelta(seconds=45) < until - datetime.now(UTC) <= timedelta(seconds=60)


async def test_a_snapshot_grows_no_older_than_its_age(database: SqliteDatabase, pass_time: PassTime) -> None:
    """However often it is used, a snapshot ends, and says so before."""
    token = await opened(database)
    for _ in range(3):
        await pass_time(49)
        await database.read_snapshot(token, count)
    await pass_time(49)
    _, until, _ = await database.read_snapshot(token, count)

    assert until - datetime.now(UTC) < timedelta(seconds=5)

    await pass_time(5)

    with pytest.raises(SnapshotExpired):
        await database.read_snapshot(token, count)


async def test_no_more_snapshots_than_allowed(database: SqliteDatabase, pass_time: PassTime) -> None:
    """Beyond the most a new one is refused with the seconds after which it may be opened; then it is."""
    await opened(database)
    await pass_time(20)
    await opened(database)
    with pytest.raises(TooManySnapshots) as refused:
        await opened(database)

    assert (2, 40) == (refused.value.most, refused.value.seconds)

    await pass_time(refused.value.seconds + 0.01)
    await opened(database)


async def test_many_who_ask_at_once(database: SqliteDatabase) -> None:
    """While nothing is written all share one snapshot, each by a token of its own; across writes no more are opened."""
    shared = await asyncio.gather(*(database.read_snapshot(None, count) for _ in range(6)))

    assert 6 == len({token for token, _, _ in shared})
    assert 1 == held(database)

    await asyncio.gather(*(opened(database) for _ in range(30)), return_exceptions=True)

    assert 2 == held(database)


async def test_an_old_snapshot_is_not_shared(database: SqliteDatabase, pass_time: PassTime) -> None:
    """Who asks anew gets half a lifetime at least, though nothing was written since."""
    await opened(database)
    for _ in range(2):
        await pass_time(49)
        await database.read_snapshot(None, count)

    assert 1 == held(database)

    await pass_time(3)
    await database.read_snapshot(None, count)

    assert 2 == held(database)


async def test_a_token_nobody_uses_ends_alone(database: SqliteDatabase, pass_time: PassTime) -> None:
    """Who shares a state keeps it, though another left it alone for the idle time."""
    left_alone = await opened(database)
    used, _, _ = await database.read_snapshot(None, count)
    await pass_time(50)
    await database.read_snapshot(used, count)
    await pass_time(11)

    assert used == (await database.read_snapshot(used, count))[0]
    with pytest.raises(SnapshotExpired):
        await database.read_snapshot(left_alone, count)


async def test_a_released_snapshot_ends_at_once(database: SqliteDatabase) -> None:
    """Its place is free for the next state, and its token stands for nothing."""
    tokens = [await opened(database), await opened(database)]
    with pytest.raises(TooManySnapshots):
        await opened(database)

    assert database.release_snapshot(tokens[0])
    assert not database.release_snapshot(tokens[0])
    assert 4 == await count_under(database, await opened(database))
    assert 2 == await count_under(database, tokens[1])
    with pytest.raises(SnapshotExpired):
        await database.read_snapshot(tokens[0], count)


async def test_a_snapshot_ends_with_its_last_holder(database: SqliteDatabase) -> None:
    """A release ends no state that another shares; when all have released it nothing is held."""
    first = await opened(database)
    second, _, _ = await database.read_snapshot(None, count)
    await add(database)

    assert database.release_snapshot(first)
    assert 1 == await count_under(database, second)
    assert not database.release_snapshot(first)
    assert 1 == await count_under(database, second)

    assert database.release_snapshot(second)
    assert 0 == held(database)


async def test_a_release_waits_for_what_runs(database: SqliteDatabase) -> None:
    """A read that is under way when its snapshot is released still answers."""
    token = await opened(database)
    reading = asyncio.ensure_future(count_under(database, token))
    await asyncio.sleep(0)

    assert database.release_snapshot(token)
    assert 1 == await reading
    assert 0 == held(database)


async def test_a_first_read_that_fails_holds_nothing(database: SqliteDatabase) -> None:
    """Nobody was told the token, so nobody could release it."""
    with pytest.raises(DatabaseUnusable):
        await database.read_snapshot(None, fail)

    assert 0 == held(database)


async def test_a_failed_read_leaves_the_snapshot(database: SqliteDatabase) -> None:
    """After a statement that fails its state is read on."""
    token = await opened(database)
    await add(database)
    with pytest.raises(DatabaseUnusable):
        await database.read_snapshot(token, fail)

    assert 1 == (await database.read_snapshot(token, count))[2]


async def test_an_unknown_token(database: SqliteDatabase) -> None:
    """A token that was never given out stands for nothing."""
    with pytest.raises(SnapshotExpired):
        await database.read_snapshot("nonsense", count)


async def test_a_state_that_was_lost_is_not_replaced(database: SqliteDatabase) -> None:
    """When the transaction of a snapshot is gone its token is refused, never answered from another state."""
    token = await opened(database)
    (state,) = database._snapshots._states
    await state.connection._execute(state.connection._conn.execute, "ROLLBACK")  # type: ignore[attr-defined]
    await add(database)

    with pytest.raises(SnapshotExpired):
        await database.read_snapshot(token, count)
    assert 0 == held(database)


async def test_the_log_shrinks_when_snapshots_end(tmp_path: Path, pass_time: PassTime) -> None:
    """What is written under a snapshot gathers in the log; after its end the log is written back and used anew."""
    path = tmp_path / "ferry.sqlite"
    log = path.with_name("ferry.sqlite-wal")
    database = SqliteDatabase(path, BOUNDS)
    await database.open()
    try:
        await database.write(partial(execute, "CREATE TABLE bulk (value BLOB)"))
        token = await opened_over(database, "bulk")
        for _ in range(5):
            await database.write(partial(execute, "INSERT INTO bulk VALUES (randomblob(30000000))"))
        grown = log.stat().st_size
        await pass_time(61)
        await asyncio.gather(*database._snapshots._closing)
        await database.write(partial(execute, "INSERT INTO bulk VALUES (1)"))

        assert grown > 150_000_000
        assert log.stat().st_size <= 67_108_864
        assert path.stat().st_size > 150_000_000
        with pytest.raises(SnapshotExpired):
            await database.read_snapshot(token, count)
    finally:
        await database.close()


async def opened_over(database: SqliteDatabase, table: str) -> str:
    """Open a snapshot over a table and return its token."""

    def look(snapshot: Snapshot) -> Steps[str]:
        yield Statement(f"SELECT count(*) FROM {table}")
        return snapshot.token

    return await database.read_snapshot(None, look)
