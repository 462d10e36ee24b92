"""Records taken away by their ids: soft-deleted or destroyed, those that the server keeps told one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED
from loaders.remote.mutations import delete_many, destroy_many
from loaders.remote.refusals import Refusal, ServerRefused
from schema.model import ObjectMetadata

# Said plainly, for a server may give a record that is deleted already another moment of deletion.
_LIVE: dict[str, Any] = {"deletedAt": {"is": "NULL"}}


def delete(client: Client, obj: ObjectMetadata, key: str, record_ids: Sequence[str]) -> dict[str, Refusal]:
    """Soft-delete the live ones of these records; return why the server keeps some of them."""
    return _take_away(client, delete_many(obj), _LIVE, key, record_ids)


def destroy(client: Client, obj: ObjectMetadata, key: str, record_ids: Sequence[str]) -> dict[str, Refusal]:
    """Destroy these records, deleted ones too; return why the server keeps some of them."""
    return _take_away(client, destroy_many(obj), WITH_DELETED, key, record_ids)


def _take_away(client: Client, document: str, scope: dict[str, Any], key: str, record_ids: Sequence[str]) -> dict[str, Refusal]:
    condition = {"and": [scope, {"id": {"in": list(record_ids)}}]}
    try:
        client.execute(document, {"filter": condition}, idempotency_key=key)
    except ServerRefused as refused:
        if refused.refusal.is_document or refused.refusal.is_permission:
            raise
        if len(record_ids) == 1:
            return {record_ids[0]: refused.refusal}
        half = (len(record_ids) + 1) // 2
        first = _take_away(client, document, scope, f"{key}.0", record_ids[:half])
        return first | _take_away(client, document, scope, f"{key}.1", record_ids[half:])
    return {}
