"""Every key value of the file, on disk: rows that mean the same record are found, and memory stays flat."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence

from loaders.imports.drafts import Draft
from loaders.imports.keys import Key, KeyValue
from loaders.imports.options import OnDuplicate
from loaders.runs.outcomes import RowError

_CACHE_KIB = 4 * 1024
_IDENTITY = "id"
_Claim = tuple[bytes, Draft, str]


class DuplicateIndex:
    """Remembers which row brought which key value; the file behind it vanishes with the process."""

    def __init__(self, keys: Sequence[Key], policy: OnDuplicate = OnDuplicate.REJECT) -> None:
        self._keys = keys
        self._policy = policy
        # An empty name is a private temporary file: it spills to disk and is deleted when closed.
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA synchronous = OFF")
        self.database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self.database.execute("CREATE TABLE seen (value BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID")

    def close(self) -> None:
        """Forget everything."""
        self.database.close()

    def claim(self, drafts: Iterable[Draft]) -> None:
        """Reject, or leave out, every row that repeats a key value of an earlier row."""
        self._insert(self.claims(drafts), "repeats row {}")

    def claim_records(self, drafts: Iterable[Draft]) -> None:
        """Reject every row that meets a stored record which an earlier row already met; only `first` leaves it out."""
        met = (draft for draft in drafts if draft.record_id != draft.record.get("id"))
        self._insert([(_digest(_IDENTITY, (d.record_id,)), d, "") for d in met], "matches the same record as row {}")

    def claims(self, drafts: Iterable[Draft]) -> list[_Claim]:
        """Return the key values rows bring, each with its row and heading."""
        claims: list[_Claim] = []
        for draft in drafts:
            own_id = draft.record.get("id")
            if own_id:
                claims.append((_digest(_IDENTITY, (own_id,)), draft, "Id"))
            for key in self._keys:
                value = key.of(draft.record)
                if value is not None:
                    claims.append((_digest(key.path, value), draft, key.heading))
        return claims

    def row_of(self, digest: bytes) -> int | None:
        """Return the row that has a key value."""
        found = self.database.execute("SELECT row FROM seen WHERE value = ?", (digest,)).fetchone()
        return None if found is None else int(found[0])

    def _insert(self, claims: Sequence[_Claim], reason: str) -> None:
        before = self.database.total_changes
        rows = ((value, draft.row.number) for value, draft, _ in claims)
        self.database.execute("BEGIN")
        self.database.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
        self.database.execute("COMMIT")
        if self.database.total_changes - before == len(claims):
            return
        for value, draft, heading in claims:
            first = self.row_of(value)
            if first is not None and first != draft.row.number:
                self._lose(draft, RowError("DUP_IN_FILE", reason.format(first), heading, "keep one of the two rows"))

    def _lose(self, draft: Draft, error: RowError) -> None:
        if self._policy is OnDuplicate.FIRST and not draft.errors:
            draft.skip()
        else:
            draft.reject(error)


def _digest(name: str, value: KeyValue) -> bytes:
    return hashlib.blake2b("\0".join((name, *map(str, value))).encode(), digest_size=16).digest()
