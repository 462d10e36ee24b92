"""The ledger: which record holds which unique value, as the rows of a call so far leave it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.engine.catalogue import Entity, UniqueKey
from server.engine.operations.updates import FIXED_COLUMNS
from server.engine.plans.plan import Connect
from server.storage.statement import Row

Value = tuple[Any, ...]
"""The parts of a unique key."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a stored record that a call needs: those its rows may change, then what keys and stamps are made of."""

    columns: tuple[str, ...]
    given: tuple[str, ...]
    places: Mapping[str, int]
    keys: tuple[tuple[UniqueKey, tuple[int, ...]], ...]
    key_places: frozenset[int]
    """Where a change makes a record hold other unique values."""


def layout(entity: Entity, given: Iterable[str]) -> Layout:
    """Return the layout of a call whose rows give these columns."""
    changeable = tuple(name for name in given if name != "id" and name not in FIXED_COLUMNS)
    of_keys = [name for key in entity.keys for name in key.columns]
    columns = tuple(dict.fromkeys((*changeable, "id", "deletedAt", "updatedAt", *of_keys)))
    places = {name: place for place, name in enumerate(columns)}
    keys = tuple((key, tuple(places[name] for name in key.columns)) for key in entity.keys)
    return Layout(columns, changeable, places, keys, frozenset(places[name] for name in (*of_keys, "deletedAt")))


class Ledger:
    """A class because every row that is written changes what the next one meets.

    `unknown` gathers, for each key, the values that were asked for and that nobody had looked up: while there are any, what
    the ledger answered was a guess.
    """

    def __init__(self, layout: Layout, rows: Iterable[Row], known: Sequence[Collection[Value]]) -> None:
        self._layout, self._known = layout, known
        self.records: dict[str, list[Any]] = {row[layout.places["id"]]: list(row) for row in rows}
        self.created: dict[str, bool] = {}
        """Whether it is live, for each record the call creates."""
        self.unknown: list[set[Value]] = [set() for _ in layout.keys]
        self.moved = False
        """Whether a record took a value that another one, or itself, held before."""
        self._released: set[tuple[int, Value]] = set()
        self._holders = self._stored_holders()

    def holder(self, number: int, value: Value) -> str | None:
        """Return the record that holds a value of key `number`."""
        found = self._holders[number].get(value)
        if found is None and value not in self._known[number]:
            self.unknown[number].add(value)
        return found

    def find(self, connect: Connect) -> str | None:
        """Return the live record that has all the unique values of a connect."""
        given = connect.values
        whole = (n for n, (key, _) in enumerate(self._layout.keys) if all(column in given for column in key.columns))
        found = {self.holder(n, tuple(given[column] for column in self._layout.keys[n][0].columns)) for n in whole}
        record = found.pop() if len(found) == 1 else None
        return record if record is not None and self.is_live(record) else None

    def knows(self, record_id: str) -> bool:
        """Return whether there is such a record, deleted or not."""
        return record_id in self.records or record_id in self.created

    def is_live(self, record_id: str) -> bool:
        """Return whether a record is not deleted."""
        record = self.records.get(record_id)
        return self.created[record_id] if record is None else record[self._layout.places["deletedAt"]] is None

    def clash(self, values: Iterable[Value | None], own_id: str | None = None) -> tuple[UniqueKey, str] | None:
        """Return the first key whose value another record holds, with that record."""
        for number, value in enumerate(values):
            if value is not None:
                holder = self.holder(number, value)
                if holder is not None and holder != own_id:
                    return self._layout.keys[number][0], holder
        return None

    def create(self, record_id: str, values: Iterable[Value | None], *, live: bool) -> None:
        """Enter a new record and the values it holds."""
        self.created[record_id] = live
        self._enter(record_id, values)

    def change(self, record_id: str, after: list[Any]) -> tuple[UniqueKey, str] | None:
        """Enter what a record becomes, unless another one holds a value it would take: then return that."""
        before, wanted = self._values(self.records[record_id]), self._values(after)
        clash = self.clash(wanted, record_id)
        if clash is not None:
            return clash
        for number, (old, new) in enumerate(zip(before, wanted, strict=True)):
            if old == new:
                continue
            if old is not None:
                del self._holders[number][old]
                self._released.add((number, old))
            self.moved = self.moved or (number, new) in self._released
        self._enter(record_id, wanted)
        self.records[record_id] = after
        return None

    def _stored_holders(self) -> list[dict[Value, str]]:
        columns = list(zip(*self.records.values(), strict=True))
        if not columns:
            return [{} for _ in self._layout.keys]
        ids, deleted = columns[self._layout.places["id"]], columns[self._layout.places["deletedAt"]]
        holders: list[dict[Value, str]] = []
        for key, places in self._layout.keys:
            values = zip(zip(*(columns[place] for place in places), strict=True), ids, deleted, strict=True)
            holders.append({v: own for v, own, gone in values if None not in v and (gone is None or not key.live_only)})
        return holders

    def _enter(self, record_id: str, values: Iterable[Value | None]) -> None:
        for holders, value in zip(self._holders, values, strict=True):
            if value is not None:
                holders[value] = record_id

    def _values(self, record: Sequence[Any]) -> list[Value | None]:
        """Return the value a record holds of each key: none where a part is empty, or where only live records count."""
        deleted = record[self._layout.places["deletedAt"]] is not None
        values: list[Value | None] = []
        for key, places in self._layout.keys:
            value = tuple([record[place] for place in places])
            values.append(None if None in value or (deleted and key.live_only) else value)
        return values
