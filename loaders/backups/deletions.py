"""Deletes again what was deleted: every record was put back as a live one, so that others could name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.look_up import find_records
from loaders.remote.mutations import delete_many
from schema.model import ObjectMetadata
from schema.naming import capitalise

_TOGETHER = 200


def delete_again(client: Client, obj: ObjectMetadata, records: Iterable[Mapping[str, Any]]) -> int:
    """Give the deleted records among these the moment of their deletion again, and return how many were live."""
    return sum(_delete(client, obj, moments) for moments in _moments(records))


def _moments(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    deleted = ((record["id"], record["deletedAt"]) for record in records if record.get("deletedAt"))
    while window := dict(islice(deleted, _TOGETHER)):
        yield window


def _delete(client: Client, obj: ObjectMetadata, moments: Mapping[str, str]) -> int:
    """Write the moments; where the server does not take them, the records are deleted now."""
    condition = {"and": [WITH_DELETED, {"id": {"in": list(moments)}}]}
    fields: dict[str, list[str]] = {"id": [], "deletedAt": []}
    stored = {node["id"]: node["deletedAt"] for node in find_records(client, obj, fields, condition, len(moments))}
    wrong = [{"id": key, "deletedAt": moments[key]} for key, moment in stored.items() if moment != moments[key]]
    if not wrong:
        return 0
    title = capitalise(obj.name_plural)
    answered = client.execute(_document(obj), {"data": wrong})[f"create{title}"]
    live = [record["id"] for record in answered if record["deletedAt"] is None]
    if live:
        client.execute(delete_many(obj), {"filter": {"id": {"in": live}}})
    return sum(moment is None for moment in stored.values())


def _document(obj: ObjectMetadata) -> str:
    name, title = capitalise(obj.name_singular), capitalise(obj.name_plural)
    return (
        f"mutation DeleteAgain($data: [{name}CreateInput!]!) {{ create{title}(data: $data, upsert: true) {{ id deletedAt }} }}"
    )
