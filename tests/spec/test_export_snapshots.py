"""All pages of an export show one state; when the server loses it the export goes on and says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.spec.exporting import TWENTY, ListServer, company, plan_of, run


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
