"""The records of a server: what of them the key may read, and all of them page by page, of one state where it can hold one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.backups.scope import SYSTEM_LOGS, Omission, taken_fields
from loaders.errors import Incomplete, PermissionRefused
from loaders.exports.reading import BY_ID, Reading, read_records, release
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED, Fields, count, page, selection
from loaders.remote.look_up import find_records
from schema.model import ObjectMetadata

_LOOKED_UP = 200


@dataclass(frozen=True, slots=True)
class Readable:
    """An object the key may read, the fields it may read of it, and how many records there are."""

    obj: ObjectMetadata
    fields: Fields
    total: int


class Live:
    """Reads records; the first look opens the state that all later reading is of, and `close` gives it back."""

    def __init__(self, client: Client, capabilities: Capabilities, *, deleted: bool) -> None:
        self.client = client
        self.capabilities = capabilities
        self.condition = WITH_DELETED if deleted else None
        self._snapshot: str | None = None

    def close(self) -> None:
        """Let the server forget the state that was read."""
        release(self.client, self.capabilities, self._snapshot)

    def look(self, obj: ObjectMetadata, fields: Fields | None = None) -> tuple[Readable | None, tuple[Omission, ...]]:
        """Return what of an object can be read, and what not."""
        name, wanted = obj.name_singular, taken_fields(obj) if fields is None else fields
        if name in SYSTEM_LOGS:
            return None, (Omission(name, "a log of the system"),)
        try:
            return Readable(obj, wanted, self._total(obj, wanted)), ()
        except PermissionRefused as refused:
            reason = str(refused)
        allowed = {field: parts for field, parts in wanted.items() if self._allows(obj, {field: parts})}
        if "id" not in allowed:
            return None, (Omission(name, reason),)
        hidden = tuple(Omission(name, "the key may not read it", field) for field in wanted if field not in allowed)
        return Readable(obj, allowed, self._total(obj, allowed)), hidden

    def records(self, found: Readable) -> Iterator[Sequence[dict[str, Any]]]:
        """Yield all records of an object in pages, by id; a difference from the server's count is refused."""
        if found.total == 0:
            return
        rows, total = 0, found.total
        reading = Reading(self.condition, snapshot=self._snapshot)
        for one in read_records(self.client, found.obj, found.fields, self.capabilities, reading):
            if one.snapshot is not None and one.snapshot.token != self._snapshot:
                raise Incomplete(
                    "the server let go of the state that was read, so the records would not fit together; try again when it "
                    "is less busy, or let it hold states longer (FERRY_MAX_SNAPSHOT_AGE_SECONDS)"
                )
            total = one.total if one.total is not None else total
            rows += len(one.edges)
            yield [edge["node"] for edge in one.edges]
        self._compare(found, rows, total)

    def by_ids(self, found: Readable, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield the records of these ids as they are now."""
        for start in range(0, len(ids), _LOOKED_UP):
            wanted: dict[str, Any] = {"id": {"in": list(ids[start : start + _LOOKED_UP])}}
            condition = wanted if self.condition is None else {"and": [self.condition, wanted]}
            yield from find_records(self.client, found.obj, found.fields, condition, _LOOKED_UP)

    def _total(self, obj: ObjectMetadata, fields: Fields) -> int:
        total: int = self._first(obj, fields)["totalCount"]
        return total

    def _first(self, obj: ObjectMetadata, fields: Fields) -> Mapping[str, Any]:
        snapshots = self.capabilities.snapshots
        document = page(obj, selection(fields), opening=True, snapshots=snapshots)
        variables = {"filter": self.condition, "orderBy": BY_ID, "first": 1, "after": None}
        state = {"snapshot": self._snapshot} if snapshots else {}
        part: Mapping[str, Any] = self.client.execute(document, {**variables, **state})[obj.name_plural]
        if self._snapshot is None and part.get("snapshot"):
            self._snapshot = part["snapshot"]["token"]
        return part

    def _allows(self, obj: ObjectMetadata, fields: Fields) -> bool:
        try:
            self._first(obj, fields)
        except PermissionRefused:
            return False
        return True

    def _compare(self, found: Readable, rows: int, total: int) -> None:
        """Refuse a number of rows that neither the count of the beginning nor a change since explains."""
        if rows == total:
            return
        counted = self.client.execute(count(found.obj), {"filter": self.condition})[found.obj.name_plural]["totalCount"]
        if self.capabilities.snapshots or counted == total:
            raise Incomplete(
                f"{found.obj.name_plural}: {rows:,} records were read, but the server counts {total:,}; "
                "nothing is kept, try again"
            )
