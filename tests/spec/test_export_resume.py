"""An export that was cut short is gone on with from the last record that is safely in its file."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FileError, UsageError
from loaders.exports.checkpoints import CheckpointFile
from loaders.exports.formats import Format, Layout
from loaders.exports.plan import ExportPlan
from loaders.exports.reading import Reading
from tests.spec.exporting import TWENTY, ListServer, columns_of, company, plan_of, run

RECORDS = [company(number, name=f"C{number}, Inc.") for number in range(11)]


def cut_short(plan: ExportPlan, pages: int) -> ListServer:
    """Run an export whose connection breaks after so many pages, and return a server that works."""
    server = ListServer(RECORDS)
    server.breaks_after = pages
    with pytest.raises(OSError, match="broke"):
        run(server, plan)
    assert plan.output is not None
    assert not plan.output.exists()
    return ListServer(RECORDS)


def plan_for(path: Path, **more: Any) -> ExportPlan:
    """Return a plan for ids and names."""
    return plan_of(path, ("id", "name"), **more)


def whole(tmp_path: Path, **more: Any) -> bytes:
    """Return the file of an export that was not cut short."""
    path = tmp_path / "whole"
    run(ListServer(RECORDS), plan_for(path, **more))
    return path.read_bytes()


@pytest.mark.parametrize("format_", [Format.CSV, Format.JSONL])
@pytest.mark.parametrize("compress", [False, True])
@pytest.mark.parametrize("pages", [2, 3])
def test_the_file_is_as_if_nothing_had_happened(tmp_path: Path, format_: Format, pages: int, *, compress: bool) -> None:
    """The rows of before are kept, those after come once, and the summary counts and sums all of them."""
    layout = Layout(format_, "Companies", columns_of("id", "name"), compress=compress)
    plan = plan_for(tmp_path / "a", layout=layout)
    server = cut_short(plan, pages)
    result = run(server, replace(plan, resume=True))
    content = (tmp_path / "a").read_bytes()

    assert company(3 * pages - 1)["id"] == server.asked[0]["filter"]["id"]["gt"]
    assert whole(tmp_path, format=format_) == (gzip.decompress(content) if compress else content)
    assert (11, len(content), ()) == (result.rows, result.size, result.remarks)
    assert {"a", "whole"} == {path.name for path in tmp_path.iterdir()}


def test_a_limit_counts_what_is_there_already(tmp_path: Path) -> None:
    """The whole file has as many rows as wanted."""
    plan = plan_for(tmp_path / "a", reading=Reading(page=3, limit=7))
    run(cut_short(plan, 2), replace(plan, resume=True))

    assert 8 == len((tmp_path / "a").read_text().splitlines())


def test_what_was_written_after_the_note_is_written_again(tmp_path: Path) -> None:
    """Bytes beyond the last note, such as half a line, are cut off."""
    plan = plan_for(tmp_path / "a")
    server = cut_short(plan, 2)
    with (tmp_path / "a.part").open("ab") as part:
        part.write(b"half a li")
    run(server, replace(plan, resume=True))

    assert whole(tmp_path) == (tmp_path / "a").read_bytes()


def test_an_unfinished_file_that_was_shortened_is_refused(tmp_path: Path) -> None:
    """A file that lost what was noted cannot be gone on with."""
    plan = plan_for(tmp_path / "a")
    server = cut_short(plan, 2)
    (tmp_path / "a.part").write_bytes(b"Id")

    with pytest.raises(FileError, match="shorter than when it was left"):
        run(server, replace(plan, resume=True))


def test_other_options_are_refused(tmp_path: Path) -> None:
    """Half of one export and half of another make no file."""
    server = cut_short(plan_for(tmp_path / "a"), 2)
    with pytest.raises(UsageError, match="was begun with other options"):
        run(server, plan_of(tmp_path / "a", ("id",), resume=True))


def test_without_anything_to_go_on_with_it_begins(tmp_path: Path) -> None:
    """A killed process may have left no note; the export is whole all the same, and says that it began anew."""
    (tmp_path / "a.part").write_bytes(b"torn")
    result = run(ListServer(RECORDS), plan_for(tmp_path / "a", resume=True))

    assert whole(tmp_path) == (tmp_path / "a").read_bytes()
    assert "there was nothing to go on with" in result.remarks[0]


def test_an_export_begun_anew_forgets_the_old_note(tmp_path: Path) -> None:
    """A note belongs to the file it was written for."""
    plan = plan_for(tmp_path / "a")
    cut_short(plan, 2)
    with pytest.raises(OSError, match="broke"):
        run_broken(plan)

    assert CheckpointFile(tmp_path / "a").read(plan.digest) is None


def run_broken(plan: ExportPlan) -> None:
    """Run an export that breaks before its first page."""
    server = ListServer(RECORDS)
    server.breaks_after = 0
    run(server, plan)


def test_what_is_sorted_here_is_begun_again(tmp_path: Path) -> None:
    """Where the order is made after reading there is no place to go on from, and nothing to keep."""
    order = ({"name": "DescNullsLast"}, {"id": "AscNullsFirst"})
    plan = plan_for(tmp_path / "a", reading=Reading(page=3, order=order), capabilities=TWENTY)
    cut_short(plan, 2)

    assert [] == list(tmp_path.iterdir())


def test_an_export_that_never_began_leaves_nothing(tmp_path: Path) -> None:
    """A filter the server refuses at once leaves no unfinished file behind, in a folder that was made for it."""
    cut_short(plan_for(tmp_path / "made" / "c.csv"), 0)

    assert [] == list((tmp_path / "made").iterdir())
