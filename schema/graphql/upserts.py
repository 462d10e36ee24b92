"""The types of upsertMany, which is Ferry's own: one result for every row, in the order of the request."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schema.graphql.notations import type_name
from schema.graphql.objects import Documented
from schema.graphql.types import Choice, Types
from schema.model import ObjectMetadata
from schema.upserts import OnConflict, OnError, UpsertAction

UPSERT_DESCRIPTION: Final = (
    "Creates the records that are new and updates those that match, row by row in the order of the request: every row meets "
    "the state that earlier rows leave. Matching, normalisation and partial composites are those of createMany with "
    "`upsert`. All of a call is one transaction. Ferry's own: Twenty has no such field."
)
_CONFLICTS = {
    OnConflict.UPDATE: "Write the given fields that differ from the stored ones",
    OnConflict.SKIP: "Leave the stored record as it is: the row is SKIPPED",
    OnConflict.ERROR: "Refuse the row as a duplicate: it is REJECTED",
}
_ERRORS = {
    OnError.ABORT: "When a row is rejected nothing is written: the others are SKIPPED and `aborted` is true",
    OnError.CONTINUE: "The good rows are written, the rejected ones are not",
}
_ACTIONS = {
    UpsertAction.CREATED: "No record matched: a new one is stored",
    UpsertAction.UPDATED: "A record matched and at least one given field differed: what differed is stored",
    UpsertAction.UNCHANGED: "A record matched and holds all given values already: nothing is written, `updatedAt` stays",
    UpsertAction.RESTORED: "A soft-deleted record matched and is live again, with the given values",
    UpsertAction.REJECTED: "The row is not written: `error` says why",
    UpsertAction.SKIPPED: "The row is good but not written: it matched under `onConflict: SKIP`, or the call was aborted",
}
UPSERT_ARGUMENTS: Final[Mapping[str, str | Documented]] = MappingProxyType(
    {
        "data": Documented("[{0}CreateInput!]!", "The rows, at most `limits.maxRecordsPerUpsert`"),
        "match": Documented(
            "[String!]",
            "The unique keys to match by: `id`, the name of a unique field, or for a key of several fields their names joined "
            "by `+`. Left out or null: all of them; an empty list: none, so that every row is new. A value of any other "
            "unique key that another record holds is a duplicate entry",
        ),
        "onConflict": Documented("UpsertOnConflict", "What becomes of a row that matches", Choice(OnConflict.UPDATE)),
        "restoreDeleted": Documented(
            "Boolean", "Whether a soft-deleted match becomes live; if not, it is updated and stays deleted", default=True
        ),
        "onError": Documented("UpsertOnError", "What becomes of the good rows beside bad ones", Choice(OnError.ABORT)),
        "dryRun": Documented(
            "Boolean",
            "Whether to write nothing and answer what would have been; ids of new records that bring none are made up",
            default=False,
        ),
    }
)


def add_upsert_words(types: Types) -> None:
    """Add the enums of upsertMany and its error, which all objects share."""
    types.enum("UpsertOnConflict", _CONFLICTS.items(), "What becomes of a row that matches a stored record")
    types.enum("UpsertOnError", _ERRORS.items(), "What becomes of the good rows of a call that has bad ones")
    types.enum("UpsertAction", _ACTIONS.items(), "What became of a row")
    fields = (
        types.field("code", "String!", "The code, as in the extensions of an error"),
        types.field("subCode", "String", "The sub-code, as in the extensions of an error"),
        types.field("message", "String!", "What createMany would have been refused with"),
        types.field("field", "String", "The field at fault as a path such as `emails.primaryEmail`, or the name of the key"),
        types.field("userFriendlyMessage", "String!", "The same for people"),
        types.field("conflictingRecordId", "UUID", "The live record that holds the unique value"),
    )
    types.output("UpsertError", fields, "Why a row is rejected: the first reason of several")


def add_upsert(types: Types, obj: ObjectMetadata) -> None:
    """Add the result of an object's upsertMany and of one of its rows."""
    name = type_name(obj)
    row = (
        types.field("index", "Int!", "The place of the row in the request, from 0"),
        types.field("action", "UpsertAction!", "What became of the row"),
        types.field("id", "UUID", "The id of the record that was created or matched; null for a rejected row"),
        types.field("record", name, "The record after the call, soft-deleted or not; null for a rejected row"),
        types.field("error", "UpsertError", "Why the row is rejected; null for any other"),
    )
    types.output(f"{name}UpsertRow", row, "What became of one row")
    counts = (types.field(action.counted_as, "Int!", f"How many rows are {action}") for action in UpsertAction)
    result = (
        types.field("results", f"[{name}UpsertRow!]!", "One result a row, in the order of the request"),
        *counts,
        types.field("dryRun", "Boolean!", "Whether this was a dry run: nothing was written, whatever the results say"),
        types.field("aborted", "Boolean!", "Whether nothing was written because of rejected rows and `onError: ABORT`"),
    )
    types.output(f"{name}UpsertResult", result, "What became of the rows of one call")
