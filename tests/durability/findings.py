"""What an import left, on the server and in its journal, and where two ends of the same import differ."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tests.io.running_server import RunningServer

_OF_THE_SERVER = ("createdAt", "updatedAt")
"""What the server decides for itself at the moment of a write."""
_DERIVED = "="
"""An id that follows from the file and the row, as the journal writes it."""
_TO_BE_DONE = ("batch", "link", "deferred")
Row = tuple[int, int]
"""The number of a file and of a row of it."""


@dataclass(frozen=True, slots=True)
class End:
    """The end of one import: records and before-images by digest, one outcome a row, and what is wrong in itself."""

    records: Mapping[tuple[str, str], str]
    outcomes: Mapping[Row, tuple[str, str, str]]
    """Outcome, code and record of every row."""
    images: Mapping[tuple[str, str], str]
    parents: frozenset[tuple[str, str, int]]
    rejects: Mapping[str, str]
    left: int
    """What the journal still has to do."""
    stale: int
    """Rows whose record was written at another moment than the journal says."""
    damaged: int
    """Databases that are not sound."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What the disturbed import left otherwise than the undisturbed one, counted."""

    lost: int
    doubled: int
    changed: int
    outcomes: int
    images: int
    parents: int
    rejects: int
    left: int
    stale: int
    damaged: int

    @property
    def none(self) -> bool:
        """Whether both ends are equal and sound."""
        return not any(getattr(self, field.name) for field in fields(self))

    def __str__(self) -> str:
        others = [f"{getattr(self, f.name)} {f.name}" for f in fields(self)[2:] if getattr(self, f.name)]
        return ", ".join([f"{self.lost} lost", f"{self.doubled} doubled", *(others or ["everything else equal"])])


def read_end(server: RunningServer, objects: Sequence[str]) -> End:
    """Read what the only run before this server left."""
    run = run_folder(server.folder)
    with sqlite3.connect(run / "journal.sqlite") as journal:
        parents = frozenset(journal.execute("SELECT object, record_id, made FROM parent"))
        made = {(name, record_id) for name, record_id, _ in parents}
        written = dict(_exported(server, objects))
        prefixes = dict(journal.execute("SELECT number, id_prefix FROM load"))
        names = dict(journal.execute("SELECT number, object FROM load"))
        rows = journal.execute("SELECT load, number, outcome, code, record_id, updated_at FROM row").fetchall()
        ids = {row[:2]: f"{prefixes[row[0]]}{row[1]:012x}" if row[4] == _DERIVED else row[4] for row in rows}
        end = End(
            {key: _digest(_lasting(record, placed=key not in made)) for key, record in written.items()},
            {row[:2]: (row[2], row[3], ids[row[:2]]) for row in rows},
            {
                (names[load], record_id): _digest(_lasting(json.loads(stored)))
                for load, record_id, stored in journal.execute("SELECT load, record_id, stored FROM image")
            },
            parents,
            {path.name: _digest(path.read_text(encoding="utf-8")) for path in server.folder.glob("*.rejects.csv")},
            sum(journal.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _TO_BE_DONE),
            sum(
                bool(row[5] and row[2] != "rejected") and written[names[row[0]], ids[row[:2]]]["updatedAt"] != row[5]
                for row in rows
            ),
            sum(not _is_sound(file) for file in (run / "journal.sqlite", server.database)),
        )
    journal.close()
    return end


def compare(calm: End, stormy: End) -> Differences:
    """Count what differs."""
    return Differences(
        lost=len(calm.records.keys() - stormy.records.keys()),
        doubled=len(stormy.records.keys() - calm.records.keys()),
        changed=sum(digest != stormy.records.get(key, digest) for key, digest in calm.records.items()),
        outcomes=len(calm.outcomes.items() ^ stormy.outcomes.items()),
        images=len(calm.images.items() ^ stormy.images.items()),
        parents=len(calm.parents ^ stormy.parents),
        rejects=len(calm.rejects.items() ^ stormy.rejects.items()),
        left=calm.left + stormy.left,
        stale=calm.stale + stormy.stale,
        damaged=calm.damaged + stormy.damaged,
    )


def run_folder(folder: Path) -> Path:
    """Return the folder of the last run that was begun."""
    return max((path.parent for path in (folder / "runs").glob("*/journal.sqlite")), key=lambda path: path.name)


def batches_of(folder: Path) -> int:
    """Return how many batches the run of a server's folder had."""
    with sqlite3.connect(run_folder(folder) / "journal.sqlite") as journal:
        found = journal.execute("SELECT value FROM fact WHERE name = 'batches'").fetchone()
    journal.close()
    return int(found[0])


def _exported(server: RunningServer, objects: Sequence[str]) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    for name in objects:
        file = server.folder / f"{name}.out.jsonl"
        done = server.ferry("export", name, "-o", file, "--deleted", "with", "--quiet")
        assert 0 == done.returncode, done.stderr
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield (name, record["id"]), record


def _lasting(record: Mapping[str, Any], *, placed: bool = True) -> dict[str, Any]:
    """Return what two runs of one import share of a record; where parents stand that rows had made is left to the server."""
    without = _OF_THE_SERVER if placed else (*_OF_THE_SERVER, "position")
    kept = {name: value for name, value in record.items() if name not in without}
    return {**kept, "deletedAt": bool(kept.get("deletedAt"))}


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _is_sound(database: Path) -> bool:
    connection = sqlite3.connect(database)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()
