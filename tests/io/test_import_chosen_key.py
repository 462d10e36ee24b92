"""With a chosen key, other unique values match nothing, and a new record never takes the place of one that has them."""

from __future__ import annotations

from pathlib import Path

from tests.io.running_server import RunningServer, counts, read_csv, write_csv

ID = "3f0c0000-0000-4000-8000-0000000007{:02}"
HEADINGS = ("Id", "Emails / Primary Email", "Job Title")


def test_a_unique_value_of_another_record_is_a_conflict(server: RunningServer, tmp_path: Path) -> None:
    """A new id with a known address is refused, naming the record; a repeated address is told with its row."""
    server.load("people", write_csv(tmp_path / "known.csv", HEADINGS, (ID.format(0), "chosen@example.com", "old")))
    rows = [(1, "chosen@example.com"), (2, "chosen2@example.com"), (3, "chosen2@example.com"), (0, "")]
    file = write_csv(tmp_path / "people.csv", HEADINGS, *[(ID.format(number), email, "new") for number, email in rows])
    done = server.ferry("import", "people", file, "--yes", "--key", "id")
    rejects = read_csv(tmp_path / "people.csv.rejects.csv")[1:]

    assert "1 created, 1 updated, 2 rejected" == counts(done)
    assert [("1", "UNIQUE_CONFLICT"), ("3", "DUP_IN_FILE")] == [(row[3], row[7]) for row in rejects]
    assert ID.format(0) in rejects[0][8]


def test_rows_that_create_nothing_are_skipped_without_a_conflict(server: RunningServer, tmp_path: Path) -> None:
    """With --mode update a row without its record is left out, whatever values it has."""
    server.load("people", write_csv(tmp_path / "known.csv", HEADINGS, (ID.format(10), "update@example.com", "old")))
    file = write_csv(tmp_path / "people.csv", HEADINGS, (ID.format(11), "update@example.com", "new"))

    assert "1 skipped" == server.load("people", file, "--key", "id", "--mode", "update")
