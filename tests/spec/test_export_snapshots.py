"""All pages of an export show one state, which is given back; when the server loses it the export goes on and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.spec.exporting import FERRY, TWENTY, ListServer, company, plan_of, run


class Forgetful(ListServer):
    """A server that is started anew after some pages, and knows no snapshot of before."""

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Answer one page, from the third on as another process."""
        if len(self.asked) == 2:
            self.snapshot = "two"
        return super().send(document, variables)


def test_every_page_names_the_snapshot_of_the_first(tmp_path: Path) -> None:
    """The first page opens it, the others give its token."""
    server = ListServer(map(company, range(8)))
    result = run(server, plan_of(tmp_path / "a.csv"))

    assert [None, "one", "one"] == [asked["snapshot"] for asked in server.asked]
    assert ("SNAPSHOT", (), 8) == (result.consistency, result.remarks, result.rows)


def test_an_export_goes_on_in_a_newer_state_and_says_so(tmp_path: Path) -> None:
    """Every record is there once, and the summary tells what can no longer be promised."""
    server = Forgetful(map(company, range(8)))
    result = run(server, plan_of(tmp_path / "a.csv"))

    assert [None, "one", "one", None] == [asked["snapshot"] for asked in server.asked]
    assert ["Id", *(company(n)["id"] for n in range(8))] == (tmp_path / "a.csv").read_text().splitlines()
    assert "HIGH_WATER_MARK" == result.consistency
    assert "the later ones come from a newer state" in result.remarks[0]


def test_a_server_without_snapshots_is_not_asked_for_one(tmp_path: Path) -> None:
    """A Twenty gets documents that it understands."""
    server = ListServer(map(company, range(4)))
    result = run(server, plan_of(tmp_path / "a.csv", capabilities=TWENTY))

    assert all("snapshot" not in asked for asked in server.asked)
    assert ("HIGH_WATER_MARK", 4) == (result.consistency, result.rows)


@pytest.mark.parametrize("records", [0, 1, 8])
def test_the_state_is_given_back(tmp_path: Path, records: int) -> None:
    """After the last page, which may be the first, the server need hold it no longer."""
    server = ListServer(map(company, range(records)))
    run(server, plan_of(tmp_path / "a.csv"))

    assert [{"token": "one"}] == server.told


def test_a_newer_state_is_given_back(tmp_path: Path) -> None:
    """The one that was read last is; the one before has ended."""
    server = Forgetful(map(company, range(8)))
    run(server, plan_of(tmp_path / "a.csv"))

    assert [{"token": "two"}] == server.told


@pytest.mark.parametrize("capabilities", [TWENTY, replace(FERRY, releases=False)], ids=["a twenty", "an older ferry"])
def test_a_server_that_takes_nothing_back_is_left_alone(tmp_path: Path, capabilities: Any) -> None:
    """Its snapshots end by themselves."""
    server = ListServer(map(company, range(4)))
    run(server, plan_of(tmp_path / "a.csv", capabilities=capabilities))

    assert [] == server.told


def cut_short(server: ListServer, output: Path | None, **more: Any) -> None:
    """Run an export whose connection breaks after two pages."""
    server.breaks_after = 2
    with pytest.raises(OSError, match="broke"):
        run(server, plan_of(output, **more))
    server.breaks_after = None


def test_an_export_that_cannot_go_on_gives_its_state_back(tmp_path: Path) -> None:
    """The parts of a split export, or what went to a pipe, are begun again: in a newer state."""
    server = ListServer(map(company, range(8)))
    cut_short(server, tmp_path / "a.csv", split=2)
    cut_short(ListServer(map(company, range(8))), None)

    assert [{"token": "one"}] == server.told


def test_an_export_that_can_go_on_keeps_its_state(tmp_path: Path) -> None:
    """`--resume` reads on in the state of before, and gives it back at the end."""
    server = ListServer(map(company, range(8)))
    cut_short(server, tmp_path / "a.csv")

    assert [] == server.told

    result = run(server, plan_of(tmp_path / "a.csv", resume=True))

    assert ("SNAPSHOT", 8, [{"token": "one"}]) == (result.consistency, result.rows, server.told)
