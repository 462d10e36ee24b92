"""Verdicts: what becomes of each row of a bulk upsert, judged one after the other without a question to the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from schema.absent import ABSENT, Absent
from schema.field_types import Storage
from schema.upserts import OnConflict, UpsertAction
from schema.values.refusals import null_violation
from server.engine.catalogue import UniqueKey
from server.engine.errors import RecordError, foreign_key_violation, value_refused
from server.engine.operations.conflicts import duplicate_entry
from server.engine.operations.connects import not_connected
from server.engine.operations.ledger import Ledger
from server.engine.operations.upsert_rows import UpsertRows
from server.engine.operations.upserts import ambiguous
from server.engine.plans.upserts import Policy, Rejection


@dataclass(frozen=True, slots=True)
class Change:
    """What a row makes of a stored record: its columns in the order of the layout, and the places of those that differ."""

    row: int
    id: str
    after: Sequence[Any]
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of the rows: of each its action and record id, then what is to be written, in the order of the rows."""

    actions: list[UpsertAction]
    ids: list[str | None]
    rejections: Mapping[int, Rejection]
    created: Sequence[int]
    changes: Sequence[Change]
    moved: bool
    """Whether unique values change hands, so that only the order of the rows keeps them unique at every moment."""


def judge_rows(rows: UpsertRows, ledger: Ledger, policy: Policy, now: str) -> Verdicts:
    """Judge the rows; each meets the records as the rows before it leave them."""
    judge = _Judge(rows, ledger, policy, now)
    verdicts = [judge.verdict(row) for row in range(rows.count)]
    actions, ids = [action for action, _ in verdicts], [record_id for _, record_id in verdicts]
    return Verdicts(actions, ids, judge.rejections, judge.created, judge.changes, ledger.moved)


class _Rejected(Exception):
    """A row is not written."""

    def __init__(self, error: RecordError, field: str | None) -> None:
        super().__init__(field)
        self.rejection = Rejection.of(error, field)


_Verdict = tuple[UpsertAction, str | None]


class _Judge:
    """Judges row after row; a class because it gathers what is to be written."""

    def __init__(self, rows: UpsertRows, ledger: Ledger, policy: Policy, now: str) -> None:
        self._rows, self._ledger, self._policy, self._now = rows, ledger, policy, now
        self.rejections, self.created, self.changes = dict(rows.rejections), list[int](), list[Change]()
        keys = enumerate(rows.layout.keys)
        self._match = [(number, rows.values[number]) for number, (key, _) in keys if key in policy.match]
        self._new_values = list(zip(*rows.new_values, strict=True))
        given = [rows.columns[name] for name in rows.layout.given]
        self._given = list(zip(*given, strict=True)) or [()] * rows.count
        self._partial = any(Absent in set(map(type, column)) for column in given)
        nothing = [ABSENT] * rows.count
        self._required = [(name, rows.columns.get(name, nothing)) for name in rows.required]
        self._deleted_at = rows.columns.get("deletedAt", nothing)
        self._updated_at = rows.columns.get("updatedAt", nothing)
        by_column, columns = rows.entity.by_column, rows.layout.columns
        self._json = {place for place, name in enumerate(columns) if by_column[name].storage is Storage.JSON}

    def verdict(self, row: int) -> _Verdict:
        """Return what becomes of a row, and its record."""
        if row not in self.rejections:
            try:
                return self._judged(row)
            except _Rejected as rejected:
                self.rejections[row] = rejected.rejection
        return UpsertAction.REJECTED, None

    def _judged(self, row: int) -> _Verdict:
        if self._rows.links:
            self._link(row)
        found = self._matched(row)
        if not found:
            return self._create(row)
        number, record_id = next(iter(found.items()))
        match self._policy.on_conflict:
            case OnConflict.UPDATE:
                return self._change(row, record_id)
            case OnConflict.SKIP:
                return UpsertAction.SKIPPED, record_id
        raise self._duplicate(self._rows.layout.keys[number][0], record_id)

    def _link(self, row: int) -> None:
        """Set the join columns of relations to records of the same object."""
        for link in self._rows.links:
            connect = link.connects[row]
            if connect is not None:
                record = self._ledger.find(connect)
                if record is None:
                    raise _Rejected(not_connected(self._rows.entity, connect), link.relation.name)
                link.column[row] = record
            elif link.column[row] not in (None, ABSENT) and not self._ledger.knows(link.column[row]):
                raise _Rejected(foreign_key_violation(self._rows.entity.table), link.relation.join_column)

    def _matched(self, row: int) -> dict[int, str]:
        """Return the one record that was there before the call and that keys of the row mean, by the numbers of these keys."""
        found: dict[int, str] = {}
        for number, values in self._match:
            value = values[row]
            if value is not None:
                holder = self._ledger.holder(number, value)
                if holder is not None and holder not in self._ledger.created:
                    found[number] = holder
        if len(found) > 1:
            keys = {self._rows.layout.keys[number][0]: holder for number, holder in found.items()}
            first = next(iter(keys.values()))
            for key, holder in keys.items():
                if holder != first:
                    raise _Rejected(ambiguous(self._rows.columns, row, keys), key.path)
        return found

    def _create(self, row: int) -> _Verdict:
        for name, values in self._required:
            if values[row] is ABSENT:
                raise _Rejected(value_refused(null_violation(self._rows.entity.table, name)), name)
        held = self._new_values[row]
        clash = self._ledger.clash(held)
        if clash is not None:
            raise self._duplicate(*clash)
        record_id = self._rows.ids[row]
        self._ledger.create(record_id, held, live=not self._deleted_at[row])
        self.created.append(row)
        return UpsertAction.CREATED, record_id

    def _change(self, row: int, record_id: str) -> _Verdict:
        places, before = self._rows.layout.places, self._ledger.records[record_id]
        after = self._merged(row, before)
        deleted = places["deletedAt"]
        if self._policy.restore_deleted and self._deleted_at[row] is ABSENT:
            after[deleted] = None
        changed = frozenset[int]() if after == before else self._differing(before, after)
        if not changed:
            return UpsertAction.UNCHANGED, record_id
        if self._updated_at[row] is ABSENT:
            after[places["updatedAt"]] = self._now
        if changed.isdisjoint(self._rows.layout.key_places):
            self._ledger.records[record_id] = after
        else:
            clash = self._ledger.change(record_id, after)
            if clash is not None:
                raise self._duplicate(*clash)
        self.changes.append(Change(row, record_id, after, changed))
        restored = before[deleted] is not None and after[deleted] is None
        return UpsertAction.RESTORED if restored else UpsertAction.UPDATED, record_id

    def _merged(self, row: int, before: Sequence[Any]) -> list[Any]:
        """Return a stored record with what the row gives."""
        given, places = self._given[row], self._rows.layout.places
        after = [*given, *before[len(given) :]]
        if self._partial:
            after = [old if new is ABSENT else new for new, old in zip(after, before, strict=True)]
        for link in self._rows.links:
            if link.connects[row] is not None:
                after[places[link.relation.join_column]] = link.column[row]
        return after

    def _differing(self, before: Sequence[Any], after: Sequence[Any]) -> frozenset[int]:
        pairs = enumerate(zip(before, after, strict=True))
        differing = [place for place, (old, new) in pairs if old != new]
        return frozenset(p for p in differing if p not in self._json or _canonical(before[p]) != _canonical(after[p]))

    def _duplicate(self, key: UniqueKey, holder: str) -> _Rejected:
        """Return the rejection of a value that is taken; it names a holder that clients can find."""
        named = holder not in self._ledger.created and self._ledger.is_live(holder)
        return _Rejected(duplicate_entry(self._rows.entity, key, holder if named else None), key.path)


def _canonical(text: str | None) -> bytes | None:
    """Return JSON text with the keys of its objects in order: their order means nothing."""
    return None if text is None else orjson.dumps(orjson.loads(text), option=orjson.OPT_SORT_KEYS)
