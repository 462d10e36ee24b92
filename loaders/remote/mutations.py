"""The GraphQL documents that write: Twenty's own mutations, and Ferry's upsert that answers for every row."""

from __future__ import annotations

from schema.model import ObjectMetadata
from schema.naming import capitalise


def upsert_many(obj: ObjectMetadata) -> str:
    """Return the mutation that writes records by upsert and answers their ids and when they were written."""
    name, plural = capitalise(obj.name_singular), capitalise(obj.name_plural)
    return (
        f"mutation Upsert{plural}($data: [{name}CreateInput!]!) "
        f"{{ create{plural}(data: $data, upsert: true) {{ id updatedAt }} }}"
    )


def upsert_rows(obj: ObjectMetadata, *, dated: bool, rehearsed: bool = False) -> str:
    """Return Ferry's mutation that answers row by row; `dated` asks when each record was written, `rehearsed` writes none."""
    name, plural = capitalise(obj.name_singular), capitalise(obj.name_plural)
    record = "record { updatedAt } " if dated else ""
    policy = "onError: CONTINUE, dryRun: true" if rehearsed else "onError: CONTINUE"
    return (
        f"mutation Upsert{plural}($data: [{name}CreateInput!]!) {{ upsert{plural}(data: $data, {policy}) "
        f"{{ results {{ action id {record}error {{ message code subCode conflictingRecordId field }} }} }} }}"
    )


def restore_many(obj: ObjectMetadata) -> str:
    """Return the mutation that restores the deleted records of a filter."""
    return _of_filter("restore", obj)


def delete_many(obj: ObjectMetadata) -> str:
    """Return the mutation that soft-deletes the records of a filter."""
    return _of_filter("delete", obj)


def destroy_many(obj: ObjectMetadata) -> str:
    """Return the mutation that destroys the records of a filter for good."""
    return _of_filter("destroy", obj)


def _of_filter(verb: str, obj: ObjectMetadata) -> str:
    name, plural = capitalise(obj.name_singular), capitalise(obj.name_plural)
    title = f"{capitalise(verb)}{plural}"
    return f"mutation {title}($filter: {name}FilterInput!) {{ {verb}{plural}(filter: $filter) {{ id }} }}"
