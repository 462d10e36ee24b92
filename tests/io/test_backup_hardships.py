"""A backup while others write, on a server that holds no state, and one that is killed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.io.flaky_proxy import FlakyProxy, Reply, serving
from tests.io.held_proxy import HeldProxy, killed_in
from tests.io.running_server import RunningServer
from tests.twenty_like import TwentyLike

PAIR = """mutation($c: ID!, $p: ID!) {
  createCompany(data: {id: $c, name: "pair"}) { id } createPerson(data: {id: $p, companyId: $c}) { id } }"""


def pair(server: RunningServer, number: int) -> None:
    """Create a company and a person of it."""
    server.ask(PAIR, c=f"cc000000-0000-4000-8000-{number:012}", p=f"bb000000-0000-4000-8000-{number:012}")


def records(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the records of an object in a backup."""
    return [json.loads(line) for line in gzip.decompress((folder / "data" / f"{name}.jsonl.gz").read_bytes()).splitlines()]


def ours(people: list[dict[str, Any]]) -> dict[str, str | None]:
    """Return the companies of the people made here, by number; other tests have people of their own."""
    return {record["id"][-3:]: record["companyId"] for record in people if record["id"].startswith("bb000000-0000-4000-8000-0")}


def named_in_vain(folder: Path) -> set[str]:
    """Return the companies that people of a backup name and that it does not hold."""
    companies = {record["id"] for record in records(folder, "company")}
    return {record["companyId"] for record in records(folder, "person") if record["companyId"]} - companies


def write_between(server: RunningServer, body: bytes, late: list[int]) -> None:
    """Make a pair, and destroy an older company, just before the people of a backup are read."""
    if late and b"people(" in body and b'"first":1,' not in body:
        number = late.pop()
        pair(server, number)
        server.ask(f'mutation {{ destroyCompany(id: "cc000000-0000-4000-8000-{number - 1:012}") {{ id }} }}')


class BusyFerry(FlakyProxy):
    """A Ferry on which others write between the pages of companies and those of people."""

    def __init__(self, server: RunningServer, number: int) -> None:
        super().__init__(server.url, [])
        self.server, self.late = server, [number]

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Write, then answer."""
        write_between(self.server, body, self.late)
        return self.forward(path, body, headers)


class BusyTwenty(TwentyLike):
    """A Twenty on which they do."""

    def __init__(self, server: RunningServer, number: int) -> None:
        super().__init__(server.url, [], tokens=1000, seconds=1.0, records=200)
        self.server, self.late = server, [number]

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Write, then answer."""
        write_between(self.server, body, self.late)
        return super().reply(path, body, headers)


def backed_up(server: RunningServer, proxy: BusyFerry | BusyTwenty, folder: Path) -> dict[str, Any]:
    """Take a backup through a busy server and return its manifest."""
    with serving(proxy):
        done = server.ferry("backup", folder, "--objects", "company,person", "--quiet", "--url", proxy.url)

    assert (0, []) == (done.returncode, proxy.late), done.stderr
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


def test_a_backup_under_writers_is_one_state(server: RunningServer, tmp_path: Path) -> None:
    """What came after its first look is not in it, and what went is."""
    pair(server, 101)
    manifest = backed_up(server, BusyFerry(server, 102), tmp_path / "b")
    people = ours(records(tmp_path / "b", "person"))

    assert "SNAPSHOT" == manifest["consistency"]
    assert ("cc000000-0000-4000-8000-000000000101", False) == (people["101"], "102" in people)
    assert set() == named_in_vain(tmp_path / "b")


def test_without_snapshots_missing_parents_are_fetched(server: RunningServer, tmp_path: Path) -> None:
    """A person made during the backup brings its company, which was read too early to have it."""
    pair(server, 201)
    manifest = backed_up(server, BusyTwenty(server, 202), tmp_path / "b")

    assert ("HIGH_WATER_MARK", {}) == (manifest["consistency"], manifest["missing_parents"])
    assert manifest["started"] <= manifest["high_water_mark"] <= manifest["finished"]
    assert "cc000000-0000-4000-8000-000000000202" in {record["id"] for record in records(tmp_path / "b", "company")}
    assert set() == named_in_vain(tmp_path / "b")


@pytest.mark.parametrize("after", [2, 10])
def test_a_killed_backup_leaves_nothing_that_looks_whole(server: RunningServer, tmp_path: Path, after: int) -> None:
    """There is no folder of its name, the unfinished one has no manifest, and the next backup takes its place."""
    folder = tmp_path / "backup"
    with serving(HeldProxy(server.url, b"query", after=after)) as proxy:
        assert isinstance(proxy, HeldProxy)
        killed_in(server, proxy, "backup", folder, "--quiet", "--objects", "company,person,note,task,opportunity")

    assert [] == [path.name for path in tmp_path.rglob("*") if path.name in ("backup", "manifest.json")]
    done = server.ferry("backup", folder, "--quiet", "--objects", "note")
    assert (0, ["backup"]) == (done.returncode, [path.name for path in tmp_path.iterdir()])


def test_a_killed_restore_is_run_again(server: RunningServer, tmp_path: Path) -> None:
    """What is in already is not written twice, and the end is the same."""
    for number in range(300, 310):
        pair(server, number)
    assert 0 == server.ferry("backup", tmp_path / "b", "--quiet", "--objects", "company,person").returncode
    server.ask("mutation { destroyPeople(filter: {id: {is: NOT_NULL}}) { id } }")
    server.ask("mutation { destroyCompanies(filter: {id: {is: NOT_NULL}}) { id } }")
    with serving(HeldProxy(server.url, b"mutation", after=1)) as proxy:
        assert isinstance(proxy, HeldProxy)
        killed_in(server, proxy, "restore", tmp_path / "b", "--yes", "--quiet")
    done = server.ferry("restore", tmp_path / "b", "--yes", "--quiet")

    assert (0, "verified: the server holds what the backup holds") == (done.returncode, done.stdout.splitlines()[-1])
    assert 0 == server.ferry("diff", tmp_path / "b", "server").returncode
