"""An export is believed only when the server's own count agrees, or the difference is explained."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from loaders.errors import Incomplete
from loaders.exports.reading import Reading
from tests.spec.exporting import ListServer, company, plan_of, run


class Counting(ListServer):
    """A server that counts as it likes, first with the page and then on its own."""

    def __init__(self, rows: int, first: int, later: int) -> None:
        super().__init__((company(number) for number in range(rows)), later=later)
        self.first = first

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Answer a page with the first count."""
        answer = orjson.loads(super().send(document, variables))
        answer["data"]["companies"]["totalCount"] = self.first
        return orjson.dumps(answer)


def export(path: Path, server: Counting, limit: int | None = None) -> tuple[str, ...]:
    """Run an export and return its remarks."""
    return run(server, plan_of(path, reading=Reading(page=3, limit=limit))).remarks


def test_agreement_needs_no_word(tmp_path: Path) -> None:
    """As many rows as counted, or as many as wanted, is a whole export."""
    assert () == export(tmp_path / "a.csv", Counting(4, 4, 0))
    assert () == export(tmp_path / "b.csv", Counting(4, 4, 0), limit=2)
    assert ["Id", *(company(n)["id"] for n in range(4))] == (tmp_path / "a.csv").read_text().splitlines()
    assert 3 == len((tmp_path / "b.csv").read_text().splitlines())


def test_records_that_came_or_went_meanwhile_are_told(tmp_path: Path) -> None:
    """A count that changed explains the difference, and the file is finished."""
    (remark,) = export(tmp_path / "a.csv", Counting(4, 3, 4))

    assert "the server counted 3 at the beginning and 4 at the end" in remark
    assert (tmp_path / "a.csv").exists()


@pytest.mark.parametrize("rows", [2, 4])
def test_a_difference_nothing_explains_is_refused(tmp_path: Path, rows: int) -> None:
    """When the count stands and the rows differ, the export is incomplete and stays a `.part` file."""
    with pytest.raises(Incomplete, match=f"{rows} rows were read, but the server counts 3"):
        export(tmp_path / "a.csv", Counting(rows, 3, 3))

    assert ["a.csv.part"] == [path.name for path in tmp_path.iterdir()]
