"""The journal says what became of every row, which records were written, and by which rows."""

from __future__ import annotations

from pathlib import Path

from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome
from loaders.runs.states import RowRecord

CREATED, UPDATED, UNCHANGED, REJECTED = (
    Outcome.CREATED.value,
    Outcome.UPDATED.value,
    Outcome.UNCHANGED.value,
    Outcome.REJECTED.value,
)
ROWS = [
    RowRecord(1, CREATED, "="),
    RowRecord(2, UPDATED, "id-b", "2024-01-01T00:00:00.000Z"),
    RowRecord(3, REJECTED, "", "", "SERVER"),
    RowRecord(4, UNCHANGED, "id-d", "2023-01-01T00:00:00.000Z"),
    RowRecord(5, CREATED, "="),
]


def filled(folder: Path | None = None) -> Journal:
    """Return a journal of five rows of one file, and one of another."""
    journal = Journal(folder)
    journal.settle(1, ROWS)
    journal.settle(2, [RowRecord(1, UPDATED, "id-b", "2024-02-02T00:00:00.000Z")])
    return journal


def test_rows_survive_the_process(tmp_path: Path) -> None:
    """What was settled is there when the journal is opened again, in order, from any row on."""
    filled(tmp_path).close()
    journal = Journal(tmp_path)

    assert ROWS == journal.rows(1)
    assert ROWS[2:4] == journal.rows(1, after=2, limit=2)
    assert {CREATED: 2, UPDATED: 1, UNCHANGED: 1, REJECTED: 1} == journal.counts(1)
    assert {"SERVER": 1} == journal.codes(1)


def test_a_row_has_one_outcome() -> None:
    """A later outcome of a row takes the place of the earlier one."""
    journal = filled()
    journal.settle(1, [RowRecord(4, UPDATED, "id-d", "2024-03-03T00:00:00.000Z")])

    assert UPDATED == getattr(journal.row(1, 4), "outcome", None)
    assert 5 == journal.counts(1).total()
    assert journal.row(1, 6) is None


def test_rows_that_wrote_come_last_first() -> None:
    """An undo goes from the last row to the first, over those that changed a record."""
    written = filled().written

    assert 3 == written.count(1)
    assert [5, 2] == [row.row for row in written.rows_before(1, None, 2)]
    assert [1] == [row.row for row in written.rows_before(1, 2, 2)]
    assert [] == written.rows_before(1, 1, 2)


def test_rows_are_found_by_their_records() -> None:
    """The rows of a file that met given records are found; ids that follow from rows are no ids here."""
    written = filled().written

    assert {"id-b": ROWS[1], "id-d": ROWS[3]} == written.of_records(1, ["id-b", "id-d", "id-e", "="])
    assert ["id-b"] == list(written.of_records(2, ["id-b", "id-d"]))


def test_rows_that_share_a_record_are_counted() -> None:
    """Two rows of one file with one record are one too many; rejected rows and ids that follow from rows do not count."""
    journal = filled()
    assert 0 == journal.written.shared(1)

    journal.settle(1, [RowRecord(6, UPDATED, "id-b"), RowRecord(7, REJECTED, "id-b")])
    assert 1 == journal.written.shared(1)
