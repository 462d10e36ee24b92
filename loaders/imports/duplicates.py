"""Every key value of the file, on disk: the first row that brings a value keeps it, and memory stays flat."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence

from loaders.imports.drafts import Draft
from loaders.imports.keys import Key, KeyValue
from loaders.runs.outcomes import RowError

_CACHE_KIB = 4 * 1024
_IDENTITY = "id"


class DuplicateIndex:
    """Remembers which row brought which key value; the file behind it vanishes with the process."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._keys = keys
        # An empty name is a private temporary file: it spills to disk and is deleted when closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._database.execute("CREATE TABLE seen (value BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID")

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def claim(self, drafts: Iterable[Draft]) -> None:
        """Reject every row that repeats a key value of an earlier row."""
        claims: list[tuple[bytes, Draft, str]] = []
        for draft in drafts:
            own_id = draft.record.get("id")
            if own_id:
                claims.append((_digest(_IDENTITY, (own_id,)), draft, "Id"))
            for key in self._keys:
                value = key.of(draft.record)
                if value is not None:
                    claims.append((_digest(key.heading, value), draft, key.heading))
        self._insert(claims, "repeats row {}")

    def claim_records(self, drafts: Iterable[Draft]) -> None:
        """Reject every row that meets a stored record which an earlier row of the file already met."""
        met = (draft for draft in drafts if draft.record_id != draft.record.get("id"))
        claims = [(_digest(_IDENTITY, (draft.record_id,)), draft, "") for draft in met]
        self._insert(claims, "matches the same record as row {}")

    def _insert(self, claims: Sequence[tuple[bytes, Draft, str]], reason: str) -> None:
        before = self._database.total_changes
        rows = ((value, draft.row.number) for value, draft, _ in claims)
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
        self._database.execute("COMMIT")
        if self._database.total_changes - before == len(claims):
            return
        for value, draft, heading in claims:
            (first,) = self._database.execute("SELECT row FROM seen WHERE value = ?", (value,)).fetchone()
            if first != draft.row.number:
                draft.reject(RowError("DUP_IN_FILE", reason.format(first), heading))


def _digest(name: str, value: KeyValue) -> bytes:
    return hashlib.blake2b("\0".join((name, *map(str, value))).encode(), digest_size=16).digest()
