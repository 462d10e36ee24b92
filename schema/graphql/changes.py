"""The types of the change feed, which is Ferry's own: what became of which record, in the order of the commits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schema.changes import ChangeKind
from schema.graphql.notations import type_name
from schema.graphql.objects import Documented
from schema.graphql.types import Types
from schema.model import ObjectMetadata

CHANGES_DESCRIPTION: Final = (
    "The records that were written, soft-deleted or destroyed since a token, in the order of the commits, each at its latest "
    "change only and as it is now. To copy all records and then follow them, start without `since`, go on with `next` while "
    "`hasMore`, and later from the last `next`; or walk the records under a `snapshot` and follow from its `changes`. To "
    'follow only what comes from now on, start with `since: "now"`. Tombstones are kept for ever, so that no token grows too '
    "old. Ferry's own: Twenty has no such field."
)
CHANGES_ARGUMENTS: Final[Mapping[str, str | Documented]] = MappingProxyType(
    {
        "since": Documented(
            "String",
            "The `next` of an earlier answer, or the `changes` of a snapshot; the word `now` for the present moment, which "
            "answers no changes but the token from which later ones are listed. Left out, null or empty: the beginning",
        ),
        "first": Documented(
            "Int", "The most changes to answer: 200 when left out; with 0 `next` is where `since` is, not the present moment"
        ),
    }
)
_KINDS = {
    ChangeKind.WRITTEN: "The record was created, updated or restored and is live",
    ChangeKind.DELETED: "The record is soft-deleted: it has `deletedAt`",
    ChangeKind.DESTROYED: "The record is gone for good, by itself or with one that it belonged to",
}


def add_change_kind(types: Types) -> None:
    """Add what may become of a record."""
    types.enum("ChangeKind", _KINDS.items(), "What became of a record")


def add_changes(types: Types, obj: ObjectMetadata) -> None:
    """Add the change of an object's record and the page of such."""
    name = type_name(obj)
    change = (
        types.field("kind", "ChangeKind!", "What became of the record"),
        types.field("id", "UUID!", "The id of the record"),
        types.field("record", name, "The record as it is now, soft-deleted or not; null when it was destroyed"),
    )
    types.output(f"{name}Change", change, "What became of one record")
    page = (
        types.field("changes", f"[{name}Change!]!", "The changes, in the order of the commits"),
        types.field("next", "String!", "The token to go on with, valid for this object of this database"),
        types.field("hasMore", "Boolean!", "Whether there are further changes already"),
    )
    types.output(f"{name}Changes", page, "What became of the records since a token")
