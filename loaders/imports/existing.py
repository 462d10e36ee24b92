"""The stored records a window of rows meets, deleted ones included: they decide each row's outcome before anything is sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.imports.changes import WHOLE, change_rules, plain_change
from loaders.imports.drafts import Draft
from loaders.imports.keys import Key, KeyPart, KeyValue, Matching
from loaders.imports.options import ImportOptions, Mode, Restore
from loaders.imports.row_ids import row_id
from loaders.imports.stored import Stored
from loaders.mapping.columns import HISTORY, Column
from loaders.runs.outcomes import Outcome, RowError
from loaders.values.contacts import without_scheme
from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import ObjectMetadata

_Node = dict[str, Any]
_BY_ID = Key("Id", (KeyPart("id"),))


@dataclass(frozen=True, slots=True)
class Window:
    """The stored records that rows of one window may meet, by id and by key value."""

    by_id: Mapping[str, _Node]
    by_key: Mapping[tuple[int, KeyValue], Sequence[_Node]]


@dataclass(frozen=True, slots=True)
class NewRecords:
    """What records get that are new: ids where rows bring none, positions after all others, and what they cannot lack."""

    id_prefix: str
    position: float | None
    required: tuple[Column, ...]


class Existing:
    """Looks stored records up and decides: created, updated, restored, unchanged, skipped, or two records at once."""

    def __init__(
        self,
        stored: Stored,
        obj: ObjectMetadata,
        columns: Sequence[Column],
        matching: Matching,
        new: NewRecords,
        options: ImportOptions,
    ) -> None:
        self._stored = stored
        self._object = obj
        self._keys = matching.keys
        self._others = matching.others
        self._by_id = matching.by_id
        self._kept = matching.keys if matching.chosen else ()
        self._new = new
        self._options = options
        self._fields = read_fields(columns, (*self._keys, *self._others))
        self._rules = change_rules(obj, frozenset(key.parts[0].field for key in self._keys if key.parts[0].is_url))
        self.warnings: Counter[str] = Counter()

    def decide(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Give every row that is still open its outcome and payload; return those that met a record and may have it."""
        sound = self._identified(drafts)
        window = self._look_up(sound)
        return [draft for draft in sound if self._decide(draft, window)]

    def met(self, drafts: Iterable[Draft]) -> list[tuple[Draft, list[dict[str, Any]]]]:
        """Return every row that is still open with the stored records it means; nothing is decided."""
        sound = self._identified(drafts)
        window = self._look_up(sound)
        return [(draft, [node for _, node in self._matches(draft, window)]) for draft in sound]

    def _identified(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Return the rows that are still open, each with the id it gets if its record is new."""
        sound = [draft for draft in drafts if draft.is_open]
        for draft in sound:
            draft.record_id = draft.record.get("id") or row_id(self._new.id_prefix, draft.row.number)
        return sound

    def _look_up(self, drafts: Sequence[Draft]) -> Window:
        if not drafts:
            return Window({}, {})
        ids = [(draft.record_id,) for draft in drafts]
        keys = (*self._keys, *self._others)
        given = ((key, [key.of(draft.record) for draft in drafts]) for key in keys)
        names = [(_BY_ID, ids), *((key, [value for value in values if value is not None]) for key, values in given)]
        by_id: dict[str, _Node] = {}
        by_key: dict[tuple[int, KeyValue], list[_Node]] = defaultdict(list)
        for node in self._stored.find(self._object, self._fields, names):
            by_id[node["id"]] = node
            for number, key in enumerate(keys):
                value = key.of_stored(node)
                if value is not None and not (key.live_only and node["deletedAt"]):
                    by_key[number, value].append(node)
        return Window(by_id, by_key)

    def _decide(self, draft: Draft, window: Window) -> bool:
        for key in self._kept:
            if key.of(draft.record) is None and any(part.is_cleared(draft.record) for part in key.parts):
                draft.reject(RowError("KEY_EMPTY", "a key cannot be cleared", key.heading, "fill it, or leave it out of --key"))
                return False
        if self._options.require_key and not draft.record.get("id") and not any(key.of(draft.record) for key in self._keys):
            named = " or ".join(key.heading for key in self._keys) or "Id"
            draft.reject(RowError("KEY_EMPTY", "no value in any key", named, f"fill {named}"))
            return False
        if not window.by_id:
            self._create(draft, window)
            return False
        matches = self._matches(draft, window)
        records = {node["id"]: node for _, node in matches}
        if not records:
            self._create(draft, window)
        elif len(records) > 1:
            named = ", ".join(f"{name} matches {node['id']}" for name, node in matches)
            draft.reject(RowError("MULTI_MATCH", named, hint="correct the row so that it means one record"))
        else:
            self._meet(draft, *records.values())
        return len(records) == 1 and not draft.errors

    def _matches(self, draft: Draft, window: Window) -> list[tuple[str, _Node]]:
        """Return the records the row means; the id it was given only here counts when no key of its own matches."""
        found: list[tuple[str, _Node]] = []
        for number, key in enumerate(self._keys):
            value = key.of(draft.record)
            if value is not None:
                found += [(key.heading, node) for node in window.by_key.get((number, value), ())]
        own = window.by_id.get(draft.record_id)
        if own is not None and (not found or (self._by_id and draft.record.get("id"))):
            found.append(("Id", own))
        return found

    def _check_others(self, draft: Draft, window: Window) -> None:
        """Reject a new record with a unique value of another one, which the server would take for the one that is meant."""
        for number, key in enumerate(self._others, len(self._keys)):
            value = None if key.live_only and draft.record.get("deletedAt") else key.of(draft.record)
            for node in window.by_key.get((number, value), ()) if value is not None else ():
                hint = "correct the value, or leave out --key so that the row may mean that record"
                draft.reject(RowError("UNIQUE_CONFLICT", f"the value belongs to record {node['id']}", key.heading, hint))

    def _create(self, draft: Draft, window: Window) -> None:
        if self._options.mode is Mode.UPDATE:
            draft.skip()
            return
        self._check_others(draft, window)
        record = draft.record
        for column in self._new.required:
            if record.get(column.field) is None:
                hint = "fill it, or set a constant in the mapping"
                draft.reject(RowError("REQUIRED", f"{column.label} is required and has no default", column.label, hint))
        if draft.errors:
            return
        record["id"] = draft.record_id
        if self._new.position is not None:
            record.setdefault("position", self._new.position + draft.row.number)
        if not self._options.history:
            record.pop("updatedAt", None)
        draft.outcome, draft.payload = Outcome.CREATED, record

    def _meet(self, draft: Draft, node: _Node) -> None:
        draft.record_id = node["id"]
        draft.planned = draft.planned or self._stored.is_planned(self._object, node["id"])
        if not self._may_write(draft, node):
            return
        given = {name: value for name, value in draft.record.items() if name != "id" and name not in HISTORY}
        self._count_spellings(given, node)
        payload: dict[str, Any] = {"id": node["id"]}
        for name, value in given.items():
            change = self._rules.get(name, plain_change)(value, node.get(name))
            if change is not ABSENT:
                payload[name] = change
        comes_back = node["deletedAt"] is not None and not draft.record.get("deletedAt")
        if node["deletedAt"] and not comes_back and len(payload) > 1:
            payload["deletedAt"] = draft.record["deletedAt"]
        if comes_back:
            draft.outcome, draft.payload = Outcome.RESTORED, payload
        elif len(payload) > 1:
            draft.outcome, draft.payload = Outcome.UPDATED, payload
        else:
            draft.outcome, draft.updated_at = Outcome.UNCHANGED, node["updatedAt"]
            return
        draft.stored = {name: node.get(name) for name in payload if name != "id"}
        if comes_back:
            draft.stored["deletedAt"] = node["deletedAt"]

    def _may_write(self, draft: Draft, node: _Node) -> bool:
        """Settle a row that is not to touch the record it matches."""
        options = self._options
        if options.mode is Mode.CREATE or (node["deletedAt"] and options.restore is Restore.NO):
            draft.skip()
        elif node["deletedAt"] and options.restore is Restore.ERROR:
            hint = "restore the record, take the row out, or give --restore yes"
            draft.reject(RowError("DELETED_MATCH", f"matches deleted record {node['id']} and --restore is error", hint=hint))
        elif options.if_unmodified and draft.record.get("updatedAt") != node["updatedAt"]:
            given = draft.record.get("updatedAt")
            reason = f"the record was changed at {node['updatedAt']}, " + (
                "after it was exported" if given else "and the row does not say when it was exported"
            )
            draft.reject(RowError("CHANGED_MEANWHILE", reason, hint="export again and repeat the edit"))
        return draft.outcome is None

    def _count_spellings(self, given: Mapping[str, Any], node: _Node) -> None:
        for key in self._keys:
            part = key.parts[0]
            url = (given.get(part.field) or {}).get(part.sub_field) if part.is_url else None
            stored = node[part.field][part.sub_field] if url else None
            if url and stored and stored != url:
                self.warnings["URL_SPELLING"] += without_scheme(stored) == without_scheme(url)


def read_fields(columns: Iterable[Column], keys: Iterable[Key] = ()) -> dict[str, list[str]]:
    """Return what must be read of a stored record: what the file gives, the keys, and composites whole that are sent whole."""
    fields: dict[str, list[str]] = {name: [] for name in ("id", "deletedAt", "updatedAt")}
    for column in columns:
        if column.field in HISTORY:
            continue
        parts = fields.setdefault(column.field, [])
        if column.composite is not None and column.reference is None and _is_whole(column):
            parts[:] = [part.name for part in COMPOSITES[column.composite].sub_fields]
        elif column.sub_field is not None:
            parts.append(column.sub_field)
    for key in keys:
        for part in key.parts:
            parts = fields.setdefault(part.field, [])
            if part.sub_field is not None and part.sub_field not in parts:
                parts.append(part.sub_field)
    return fields


def _is_whole(column: Column) -> bool:
    """Tell whether every part is needed: those that are written with it, and the parts of a text that follow one another."""
    return column.composite in WHOLE or column.composite is FieldType.RICH_TEXT or column.sub_field is None
