"""What a rehearsed run would have written so far: later rows of the run meet it, and name it, as if it were stored."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from loaders.imports.drafts import Draft
from loaders.imports.keys import Key, KeyValue, keys_of
from loaders.imports.naming import naming_key
from loaders.imports.planning import LoadPlan
from loaders.mapping.mapping import Mapping
from loaders.remote.documents import Fields
from loaders.runs.outcomes import Outcome
from loaders.runs.written import WRITTEN
from loaders.values.phones import stored_phone
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata

_Node = dict[str, Any]


class Rehearsed:
    """Remembers, on disk, records of the objects that rows of the run name, or that several of its files go to."""

    def __init__(self, plans: Sequence[LoadPlan]) -> None:
        self._keys = _keys(plans)
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute(
            "CREATE TABLE record (object TEXT, id TEXT, written BLOB, planned INTEGER, PRIMARY KEY (object, id)) WITHOUT ROWID"
        )
        self._database.execute("CREATE TABLE name (value BLOB, id TEXT, PRIMARY KEY (value, id)) WITHOUT ROWID")

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def note(self, obj: ObjectMetadata, drafts: Iterable[Draft]) -> None:
        """Take note of what rows would write."""
        if obj.name_singular in self._keys:
            for draft in drafts:
                if draft.outcome in WRITTEN and draft.payload is not None:
                    self._write(obj, draft.record_id, draft.payload, back=draft.outcome is not Outcome.UPDATED)

    def note_made(self, obj: ObjectMetadata, records: Iterable[_Node]) -> None:
        """Take note of related records that would be made."""
        if obj.name_singular in self._keys:
            for record in records:
                self._write(obj, record["id"], record, back=True)

    def ids(self, obj: ObjectMetadata, names: Iterable[tuple[Key, KeyValue]]) -> list[str]:
        """Return the records that would have one of these key values, or once had it."""
        if obj.name_singular not in self._keys:
            return []
        found: dict[str, None] = {}
        for key, value in names:
            if key.path == "id":
                found |= dict.fromkeys(record for record in value if self._find(obj, record) is not None)
            query = self._database.execute("SELECT id FROM name WHERE value = ?", (_digest(obj, key, value),))
            found |= dict.fromkeys(record for (record,) in query)
        return list(found)

    def applied(self, obj: ObjectMetadata, node: _Node) -> _Node:
        """Return a stored record as the run would have left it."""
        found = self._find(obj, node["id"]) if obj.name_singular in self._keys else None
        return node if found is None else {name: _over(value, found[0].get(name, value)) for name, value in node.items()}

    def made(self, obj: ObjectMetadata, record_id: str, fields: Fields) -> _Node | None:
        """Return a record that would be there by now, and is not."""
        found = self._find(obj, record_id)
        if found is None or not found[1]:
            return None
        blank = {name: dict.fromkeys(parts) if (parts := list(several)) else None for name, several in fields.items()}
        return self.applied(obj, {**blank, "id": record_id})

    def is_planned(self, obj: ObjectMetadata, record_id: str) -> bool:
        """Tell whether the record is not there, or deleted, and would be there by now."""
        found = self._find(obj, record_id) if obj.name_singular in self._keys else None
        return found is not None and found[1]

    def _find(self, obj: ObjectMetadata, record_id: str) -> tuple[_Node, bool] | None:
        query = "SELECT written, planned FROM record WHERE object = ? AND id = ?"
        found = self._database.execute(query, (obj.name_singular, record_id)).fetchone()
        return None if found is None else (orjson.loads(found[0]), bool(found[1]))

    def _write(self, obj: ObjectMetadata, record_id: str, payload: _Node, *, back: bool) -> None:
        before, planned = self._find(obj, record_id) or ({}, False)
        written = dict(before)
        for name, value in payload.items():
            member = obj.by_name.get(name)
            is_phone = isinstance(member, Field) and member.type is FieldType.PHONES and value
            written[name] = _over(before.get(name), {**value, **stored_phone(value)} if is_phone else value)
        written.setdefault("updatedAt", "")
        if back:
            written["deletedAt"] = payload.get("deletedAt")
        row = (obj.name_singular, record_id, orjson.dumps(written), back or planned)
        self._database.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", row)
        for key in self._keys[obj.name_singular]:
            value = key.of_stored(written)
            if value is not None:
                self._database.execute("INSERT OR IGNORE INTO name VALUES (?, ?)", (_digest(obj, key, value), record_id))


def _keys(plans: Sequence[LoadPlan]) -> dict[str, tuple[Key, ...]]:
    """Return the keys by which records of a run may be met or named, by object."""
    keys: dict[str, dict[str, Key]] = {}
    for reference in (mapped.column.reference for plan in plans for mapped in plan.mapping.columns):
        if reference is not None:
            key = naming_key(reference)
            keys.setdefault(reference.target.name_singular, {})[key.path] = key
    files = Counter(plan.obj.name_singular for plan in plans)
    for plan in plans:
        if files[plan.obj.name_singular] > 1:
            keys.setdefault(plan.obj.name_singular, {}).update(_own_keys(plan.obj, plan.mapping))
    return {name: tuple(by_path.values()) for name, by_path in keys.items()}


def _own_keys(obj: ObjectMetadata, mapping: Mapping) -> Iterator[tuple[str, Key]]:
    for key in keys_of(obj, mapping):
        yield key.path, key


def _over(before: Any, after: Any) -> Any:
    """Return a value over another one, of a composite part by part."""
    return {**before, **after} if isinstance(before, dict) and isinstance(after, dict) else after


def _digest(obj: ObjectMetadata, key: Key, value: KeyValue) -> bytes:
    return hashlib.blake2b("\0".join((obj.name_singular, key.path, *map(str, value))).encode(), digest_size=16).digest()
