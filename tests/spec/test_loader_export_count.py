"""An export is believed only when the server's own count agrees, or the difference is explained."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from loaders.errors import Incomplete
from loaders.exports.exporter import ExportPlan, run_export
from loaders.files.csv_target import CsvTarget
from loaders.mapping.columns import export_columns
from loaders.progress import Quiet
from loaders.remote.client import Client
from loaders.remote.pages import Request
from schema.standard.person import PERSON

COLUMNS = export_columns(PERSON)[:1]


class Counting:
    """A server with one page of records that counts as it likes, first with the page and then on its own."""

    def __init__(self, rows: int, first: int, later: int) -> None:
        self.rows = rows
        self.first = first
        self.later = later

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Answer the one page."""
        edges = [{"node": {"id": f"id-{number}"}} for number in range(min(self.rows, variables["first"]))]
        information = {"endCursor": "c", "hasNextPage": False}
        return orjson.dumps({"people": {"pageInfo": information, "totalCount": self.first, "edges": edges}})

    def read(self, body: bytes) -> Any:
        """Return the data of an answer."""
        return orjson.loads(body)

    def execute(self, document: str, variables: Mapping[str, Any]) -> Any:
        """Answer the second count."""
        return {"people": {"totalCount": self.later}}


def export(path: Path, server: Counting, limit: int | None = None) -> str:
    """Run an export and return its remark."""
    plan = ExportPlan(Request(PERSON, {"id": ()}, None, (), 100, limit), COLUMNS)
    target = CsvTarget(path)
    try:
        return run_export(cast("Client", server), plan, target, Quiet()).remark
    except Incomplete:
        target.abandon()
        raise


def test_agreement_needs_no_word(tmp_path: Path) -> None:
    """As many rows as counted, or as many as wanted, is a whole export."""
    assert "" == export(tmp_path / "a.csv", Counting(3, 3, 0))
    assert "" == export(tmp_path / "b.csv", Counting(3, 3, 0), limit=2)
    assert "Id\nid-0\nid-1\nid-2\n" == (tmp_path / "a.csv").read_text()


def test_records_that_came_or_went_meanwhile_are_told(tmp_path: Path) -> None:
    """A count that changed explains the difference, and the file is finished."""
    remark = export(tmp_path / "a.csv", Counting(4, 3, 4))

    assert "the server counted 3 at the beginning and 4 at the end" in remark
    assert (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("rows", [2, 4])
def test_a_difference_nothing_explains_is_refused(tmp_path: Path, rows: int) -> None:
    """When the count stands and the rows differ, the export is incomplete and stays a `.part` file."""
    with pytest.raises(Incomplete, match=f"{rows} rows were read, but the server counts 3"):
        export(tmp_path / "a.csv", Counting(rows, 3, 3))

    assert ["a.csv.part"] == [path.name for path in tmp_path.iterdir()]
