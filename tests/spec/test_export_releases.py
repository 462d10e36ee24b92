"""Exports and backups one after the other do not wait for each other's snapshots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.backups.backup import BackupOptions, run_backup
from loaders.backups.diff import compare_sides, open_sides
from loaders.exports.exporter import ExportRun
from loaders.exports.options import ExportOptions
from loaders.exports.plan import plan_export
from loaders.progress import Quiet
from loaders.remote.capabilities import fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.pace import Pace
from loaders.remote.transport import Transport, parse_address, request_headers
from tests.processes import create_key, served

CREATE = "mutation($n: String) { createCompany(data: {name: $n}) { id } }"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Serve an empty database to a client that never tries again, so that one which had to wait would fail."""
    database = tmp_path_factory.mktemp("releases") / "ferry.sqlite"
    key = create_key(database)
    with served(database) as address:
        opened = Client(Transport(parse_address(address), request_headers(key, "export")), Pace(0))
        yield opened
        opened.close()


@pytest.mark.parametrize("page", [None, 3])
def test_exports_in_a_row_do_not_wait(client: Client, tmp_path: Path, page: int | None) -> None:
    """Twenty exports of as many states, of one page or of several, find a place each."""
    for number in range(20):
        client.execute(CREATE, {"n": f"Company {number}"})
        plan = plan_export(client, "company", ExportOptions(output=str(tmp_path / f"{number}.csv"), page=page))
        result = ExportRun(client, plan, Quiet(), lambda name, facts: None).run()

        assert "SNAPSHOT" == result.consistency


def test_backups_and_comparisons_in_a_row_do_not_wait(client: Client, tmp_path: Path) -> None:
    """Each gives back the state of all its objects, also when it fails."""
    for number in range(5):
        client.execute(CREATE, {"n": f"Company {number}"})
        manifest = run_backup(client, tmp_path / str(number), BackupOptions("company,person"), Quiet())
        with open_sides(str(tmp_path / str(number)), "server", client) as sides:
            comparison = compare_sides(*sides, lambda name, difference: None, Quiet())

        assert ("SNAPSHOT", True) == (manifest.consistency, comparison.is_equal)

    for number in range(10):
        client.execute(CREATE, {"n": f"Company {number}"})
        with pytest.raises(ZeroDivisionError), open_sides(str(tmp_path / "0"), "server", client):
            raise ZeroDivisionError


def test_ferry_can_be_asked_for_it(client: Client) -> None:
    """The mutation is found by introspection."""
    assert fetch_capabilities(client).releases
