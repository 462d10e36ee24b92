"""Related records that rows name and that are not there: made with the naming value alone, or restored, as was asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from loaders.mapping.columns import Reference
from loaders.remote.client import Client
from loaders.remote.mutations import restore_many, upsert_many
from loaders.runs.images import Images
from schema.model import ObjectMetadata

_CALL = 200


class Parents:
    """Writes related records, noting each in the journal before it is sent; a rehearsal writes none."""

    def __init__(self, client: Client, images: Images, *, rehearsing: bool, size: int = _CALL) -> None:
        self._client = client
        self._images = images
        self.rehearsing = rehearsing
        self._size = size

    def make(self, reference: Reference, values: Sequence[Any]) -> dict[Any, str]:
        """Make a record for each value; the same value always gets the same id, so that a repeat meets itself."""
        target = reference.target
        ids = {value: parent_id(target, reference, value) for value in values}
        self._images.keep_parents(target.name_singular, ids.values(), made=True)
        records = [named_record(reference, *pair) for pair in ids.items()]
        self._send(upsert_many(target), [{"data": part} for part in self._parts(records)])
        return ids

    def restore(self, target: ObjectMetadata, ids: Sequence[str]) -> None:
        """Restore deleted records."""
        self._images.keep_parents(target.name_singular, ids, made=False)
        self._send(restore_many(target), [{"filter": {"id": {"in": part}}} for part in self._parts(ids)])

    def _send(self, document: str, calls: Sequence[dict[str, Any]]) -> None:
        if not self.rehearsing:
            for variables in calls:
                self._client.execute(document, variables)

    def _parts(self, members: Sequence[Any]) -> list[Sequence[Any]]:
        return [members[start : start + self._size] for start in range(0, len(members), self._size)]


def parent_id(target: ObjectMetadata, reference: Reference, value: Any) -> str:
    """Return the id of the record that a value names."""
    name = f"{target.name_singular}\0{reference.field}\0{reference.sub_field}\0{value}"
    digits = hashlib.sha256(name.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-a{digits[17:20]}-{digits[20:32]}"


def named_record(reference: Reference, value: Any, record_id: str) -> dict[str, Any]:
    """Return the record that has nothing but its id and the value that names it."""
    return {"id": record_id, reference.field: value if reference.sub_field is None else {reference.sub_field: value}}
