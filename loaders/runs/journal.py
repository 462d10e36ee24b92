"""The journal of a run: one SQLite file in which every intention is written down before it is sent, and every answer after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from loaders.runs.database import open_database
from loaders.runs.images import Images
from loaders.runs.later import Later
from loaders.runs.outcomes import Reject, RowError
from loaders.runs.states import BatchRecord, Intent, LoadRecord, Phase, RowRecord, RunState
from loaders.runs.written import Written


class Journal:
    """One run on disk. Answers are written at once and made durable with the next intention, since asking again is harmless."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        """Where the run lives; a rehearsal has no folder, and its journal vanishes with the process."""
        self._database = open_database(folder)
        self.images = Images(self._database)
        self.later = Later(self._database)
        self.written = Written(self._database)
        self._next_batch = 1 + (
            self._database.execute("SELECT max(number) FROM batch").fetchone()[0] or self.fact("batches", 0)
        )

    @property
    def is_rehearsal(self) -> bool:
        """Whether nothing is written to the server, and so nothing needs to be kept."""
        return self.folder is None

    @property
    def name(self) -> str:
        """The id of the run."""
        return self.folder.name if self.folder else "rehearsal"

    def close(self) -> None:
        """Make everything durable."""
        self._database.commit()
        self._database.close()

    def take_back(self) -> None:
        """Forget what is not durable yet: whoever is interrupted may have written half of what belongs together."""
        self._database.rollback()

    # What the whole run is

    def note(self, **facts: Any) -> None:
        """Write facts of the run down, durably."""
        rows = [(name, orjson.dumps(value)) for name, value in facts.items()]
        self._database.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", rows)
        self._database.commit()

    def fact(self, name: str, default: Any = None) -> Any:
        """Return a fact of the run."""
        found = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return default if found is None else orjson.loads(found[0])

    @property
    def state(self) -> RunState:
        """How far the run is."""
        return RunState(self.fact("state", RunState.PLANNED))

    def add_loads(self, loads: Iterable[LoadRecord]) -> None:
        """Write down which files go where."""
        rows = [
            (a.number, a.object_name, a.path, a.digest, a.mapping, a.schema, a.rows, a.id_prefix, a.position, a.read)
            for a in loads
        ]
        self._database.executemany("INSERT INTO load VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._database.commit()

    def loads(self) -> list[LoadRecord]:
        """Return the files of the run in their order."""
        return [LoadRecord(*row) for row in self._database.execute("SELECT * FROM load ORDER BY number")]

    @property
    def is_begun(self) -> bool:
        """Whether anything was written down that a later process may take up."""
        return self._database.execute("SELECT 1 FROM load LIMIT 1").fetchone() is not None

    def place_load(self, number: int, position: float | None) -> None:
        """Write down from where the positions of a load's new records are counted."""
        self._database.execute("UPDATE load SET position = ? WHERE number = ?", (position, number))
        self._database.commit()

    # Intentions and answers

    def new_batches(self, count: int) -> range:
        """Return numbers for batches, never given before."""
        first = self._next_batch
        self._next_batch += count
        return range(first, first + count)

    def intend(self, load: int, read: int | None, batches: Iterable[BatchRecord]) -> None:
        """Write down what is about to be sent, with everything written since the last time, durably."""
        rows = [(b.number, b.load, b.phase, b.key, b.document, orjson.dumps(b.data), _packed(b.intents)) for b in batches]
        self._database.executemany("INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        if rows:
            self._database.execute("INSERT OR REPLACE INTO fact VALUES ('batches', ?)", (orjson.dumps(rows[-1][0]),))
        if read is not None:
            self._database.execute("UPDATE load SET read = ? WHERE number = ?", (read, load))
        self._database.commit()

    def settle(self, load: int, rows: Iterable[RowRecord], batch: int | None = None) -> None:
        """Write down what became of rows; the batch that carried them is forgotten."""
        if batch is not None:
            self._database.execute("DELETE FROM batch WHERE number = ?", (batch,))
        values = [(load, r.row, r.outcome, r.record_id, r.updated_at, r.code) for r in rows]
        self._database.executemany("INSERT OR REPLACE INTO row VALUES (?, ?, ?, ?, ?, ?)", values)

    def open_batches(self) -> list[BatchRecord]:
        """Return the batches whose answers were not written down."""
        found = self._database.execute("SELECT * FROM batch ORDER BY number").fetchall()
        return [
            BatchRecord(number, load, Phase(phase), key, document, orjson.loads(data), _unpacked(intents))
            for number, load, phase, key, document, data, intents in found
        ]

    # Rows

    def rows(self, load: int, after: int = 0, limit: int = -1) -> list[RowRecord]:
        """Return what became of the rows behind a row, in order."""
        statement = (
            "SELECT number, outcome, record_id, updated_at, code FROM row WHERE load = ? AND number > ? ORDER BY number LIMIT ?"
        )
        return [RowRecord(*row) for row in self._database.execute(statement, (load, after, limit))]

    def row(self, load: int, number: int) -> RowRecord | None:
        """Return what became of one row."""
        found = self._database.execute(
            "SELECT number, outcome, record_id, updated_at, code FROM row WHERE load = ? AND number = ?", (load, number)
        ).fetchone()
        return None if found is None else RowRecord(*found)

    def counts(self, load: int) -> Counter[str]:
        """Return how many rows had which outcome."""
        found = self._database.execute("SELECT outcome, count(*) FROM row WHERE load = ? GROUP BY outcome", (load,))
        return Counter(dict(found.fetchall()))

    def codes(self, load: int) -> Counter[str]:
        """Return how many rejected rows have which code first."""
        found = self._database.execute("SELECT code, count(*) FROM row WHERE load = ? AND code != '' GROUP BY code", (load,))
        return Counter(dict(found.fetchall()))

    # Rejects

    def reject(self, load: int, rejects: Iterable[Reject]) -> None:
        """Keep rows that were not written, or not wholly, as they stood and why; several reasons of one row come together."""
        for reject in rejects:
            known = self.reject_of(load, reject.row)
            errors = dict.fromkeys([*(known.errors if known else ()), *reject.errors])
            packed = orjson.dumps([[e.code, e.reason, e.column, e.hint] for e in errors])
            self._database.execute(
                "INSERT OR REPLACE INTO reject VALUES (?, ?, ?, ?, ?, ?)",
                (load, reject.row, reject.line, orjson.dumps(reject.cells), packed, reject.record_id),
            )

    def rejects(self, load: int) -> Iterator[Reject]:
        """Yield the rows that were not written, or not wholly, in the order of the file."""
        for row in self._database.execute("SELECT * FROM reject WHERE load = ? ORDER BY number", (load,)):
            yield _reject(row)

    def incomplete(self, load: int) -> int:
        """Return how many rows were written without a link they should have."""
        counted = "SELECT count(*) FROM reject WHERE load = ? AND record_id != ''"
        count: int = self._database.execute(counted, (load,)).fetchone()[0]
        return count

    def has_rejects(self, load: int) -> bool:
        """Tell whether a row was not written, or not wholly."""
        return self._database.execute("SELECT 1 FROM reject WHERE load = ? LIMIT 1", (load,)).fetchone() is not None

    def forget_rejects(self) -> None:
        """Forget all of them, because their rows are tried again."""
        self._database.execute("DELETE FROM reject")

    def reject_of(self, load: int, number: int) -> Reject | None:
        """Return why a row was not written, or not wholly; None where it was."""
        found = self._database.execute("SELECT * FROM reject WHERE load = ? AND number = ?", (load, number)).fetchone()
        return None if found is None else _reject(found)


def _packed(intents: Iterable[Intent]) -> bytes:
    return orjson.dumps([[i.row, i.outcome, i.record_id] for i in intents])


def _unpacked(intents: bytes) -> tuple[Intent, ...]:
    return tuple(Intent(*intent) for intent in orjson.loads(intents))


def _reject(row: tuple[Any, ...]) -> Reject:
    _, number, line, cells, errors, record_id = row
    return Reject(number, line, orjson.loads(cells), tuple(RowError(*error) for error in orjson.loads(errors)), record_id)
