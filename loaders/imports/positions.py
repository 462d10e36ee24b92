"""Where new records stand: after all others and in the order of the file, also when a run is taken up again."""

from __future__ import annotations

from collections import Counter
from typing import Any

from loaders.imports.row_ids import row_id, row_number
from loaders.remote.client import Client
from loaders.remote.documents import WITH_DELETED, last_position
from loaders.remote.look_up import find_records
from schema.model import ObjectMetadata

_LAST_ROW = 0xFFFF_FFFF_FFFF
_WITNESSES = 20


def first_position(client: Client, obj: ObjectMetadata, id_prefix: str) -> float | None:
    """Return the position to which row numbers are added, or None for an object whose records have none.

    Batches travel side by side, so positions are numbers and not left to the moment a batch arrives. Records that an earlier
    run of the same file has left tell by their positions what it counted from.
    """
    if "position" not in obj.by_name:
        return None
    earlier = _earlier_run(client, obj, id_prefix)
    if earlier is not None:
        return earlier
    answer = client.execute(last_position(obj), {"orderBy": [{"position": "DescNullsLast"}]})
    edges = answer[obj.name_plural]["edges"]
    return float(edges[0]["node"]["position"] or 0) if edges else 0.0


def _earlier_run(client: Client, obj: ObjectMetadata, id_prefix: str) -> float | None:
    span: list[dict[str, Any]] = [{"id": {"gte": row_id(id_prefix, 0)}}, {"id": {"lte": row_id(id_prefix, _LAST_ROW)}}]
    condition = {"and": [WITH_DELETED, *span]}
    records = find_records(client, obj, {"id": (), "position": ()}, condition, _WITNESSES, pages=1)
    counted_from = Counter(record["position"] - row_number(record["id"]) for record in records)
    return float(counted_from.most_common(1)[0][0]) if counted_from else None
