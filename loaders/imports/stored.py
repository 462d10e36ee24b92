"""The stored records of a server, deleted ones included; in a rehearsal also those that the run would have written by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.imports.keys import Key, KeyValue
from loaders.imports.rehearsed import Rehearsed
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED, Fields
from loaders.remote.look_up import find_records
from schema.model import ObjectMetadata

Names = Sequence[tuple[Key, Sequence[KeyValue]]]
"""Values of keys, by which records are looked for."""


@dataclass(frozen=True, slots=True)
class Stored:
    """Finds records by values of their keys."""

    client: Client
    rehearsed: Rehearsed | None = None

    def find(self, obj: ObjectMetadata, fields: Fields, names: Names) -> Iterator[dict[str, Any]]:
        """Yield every record that has one of these values, and perhaps some that have not."""
        wanted = ((key, value) for key, values in names for value in values)
        ids = [] if self.rehearsed is None else self.rehearsed.ids(obj, wanted)
        conditions = [key.condition(values) for key, values in names if values]
        if ids:
            conditions.append({"id": {"in": ids}})
        condition = {"and": [WITH_DELETED, conditions[0] if len(conditions) == 1 else {"or": conditions}]}
        expected = sum(len(values) for _, values in names) + len(ids)
        nodes = find_records(self.client, obj, fields, condition, expected + 1)
        if self.rehearsed is None:
            yield from nodes
            return
        there = set()
        for node in nodes:
            there.add(node["id"])
            yield self.rehearsed.applied(obj, node)
        made = (self.rehearsed.made(obj, record_id, fields) for record_id in ids if record_id not in there)
        yield from (node for node in made if node is not None)

    def expect(self, obj: ObjectMetadata, records: Iterable[dict[str, Any]]) -> None:
        """Take note of related records that a rehearsal did not make, or restore."""
        if self.rehearsed is not None:
            self.rehearsed.note_made(obj, records)

    def is_planned(self, obj: ObjectMetadata, record_id: str) -> bool:
        """Tell whether a record is one that a rehearsal did not make, or restore."""
        return self.rehearsed is not None and self.rehearsed.is_planned(obj, record_id)
