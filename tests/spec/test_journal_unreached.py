"""Rows that a stopped run has not reached are written out as they stand, each file apart, or given up."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.requirements.door import Door, open_door
from tests.requirements.model import custom_model

ROWS = 1200


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Serve one database to these tests, which bring values of their own."""
    with open_door(tmp_path_factory.mktemp("unreached"), custom_model(), []) as opened:
        yield opened


def stop(door: Door, name: str) -> None:
    """Stop a run over two files of one object, which a mapping says how to read, at a bad row in the first."""
    folder = door.new_folder()
    documents = []
    for number in (1, 2):
        mails = [f"{name}{number}-{row}@unreached.example" for row in range(1, ROWS + 1)]
        mails[2] = "bad@" if number == 1 else mails[2]
        text = "\n".join(["exported by hand", "Mail|Job", *(f"{mail}|m\u00e9tier" for mail in mails)])
        (folder / f"{number}.txt").write_bytes(text.encode("cp1252"))
        source = f'source: {{file: {number}.txt, delimiter: "|", encoding: cp1252, header_row: 2}}'
        columns = 'columns:\n  "Mail": {to: emails.primaryEmail}\n  "Job": {to: jobTitle}'
        documents.append(f"version: 1\nobject: person\n{source}\n{columns}\n")
    mapping = folder / "bundle.yaml"
    mapping.write_text("".join(f"- {document.strip()}\n".replace("\n", "\n  ") + "\n" for document in documents))
    done = door.ferry("import", mapping, "--yes", "--quiet", "--max-errors", "0")
    assert 3 == done.exit_code, done.output


def status(door: Door, *options: str) -> dict[str, Any]:
    """Return what is said of the last run."""
    told: dict[str, Any] = json.loads(door.ferry("status", "last", "--json", *options).stdout)
    return told


def test_each_file_has_its_own_rows_left(door: Door) -> None:
    """Two files of one object are two files of rows not reached, read as their mappings say."""
    stop(door, "left")
    told = status(door)
    first, second = (_rows(Path(path)) for path in told["unprocessed"])

    assert ["Mail", "Job"] == first[0]
    assert ["left1-1001@unreached.example", "m\u00e9tier"] in first
    assert ["left2-1@unreached.example", f"left2-{ROWS}@unreached.example"] == [second[1][0], second[-1][0]]
    assert told["pending"] == len(first) + len(second) - 2
    refused = door.ferry("status", "last", "--unprocessed", door.new_folder() / "rows.csv")
    assert (2, True) == (refused.exit_code, "rows of 2 files are not reached" in refused.output)


def test_a_stopped_bundle_is_resumed(door: Door) -> None:
    """A run of two mappings for one object finds each file's own again."""
    stop(door, "resumed")
    done = door.ferry("resume", "last", "--quiet", "--max-errors", "9")

    assert 1 == done.exit_code, done.output
    assert (2 * ROWS - 1, 1, 0) == tuple(status(door)[name] for name in ("created", "rejected", "pending"))


def test_rows_given_up_are_skipped(door: Door) -> None:
    """A run that is abandoned is done: what was not reached counts as skipped."""
    rows = [(f"given-up{row}@unreached.example",) for row in range(1, ROWS + 1)]
    door.load("people", door.file(("Emails / Primary Email",), *rows))
    bad = [("bad@",), *rows[1:]]
    stopped = door.ferry("import", "people", door.file(("Emails / Primary Email",), *bad), "--yes", "--max-errors", "0")
    assert 3 == stopped.exit_code, stopped.output

    told = status(door, "--abandon")
    assert ("done", 0, 999, 1, ROWS - 1000) == tuple(
        told[name] for name in ("state", "pending", "unchanged", "rejected", "skipped")
    )


def test_rows_that_were_sent_are_not_given_up(door: Door) -> None:
    """What may be in already is settled first: the refusal says how."""
    stop(door, "sent")
    refused = door.ferry("status", "last", "--abandon")

    assert 2 == refused.exit_code
    assert "were sent and are not answered; settle them with: ferry resume" in refused.output


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream, delimiter="|"))
