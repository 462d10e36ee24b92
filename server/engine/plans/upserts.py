"""Bulk upserts: what the caller wants done, why a row is not written, and what the result tells; frozen data."""

from __future__ import annotations

from dataclasses import dataclass

from schema.upserts import OnConflict, OnError
from server.engine.catalogue import UniqueKey
from server.engine.errors import RecordError
from server.engine.plans.entries import Constant, Fact, RecordEntry, RecordShape


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row is not written: what createMany would have been refused with, and the field it is about."""

    code: str
    sub_code: str | None
    message: str
    friendly: str
    field: str | None
    holder: str | None

    @classmethod
    def of(cls, error: RecordError, field: str | None) -> Rejection:
        """Return what a refusal says about one row."""
        told = error.extensions
        sub_code, holder = told.get("subCode"), told.get("conflictingRecordId")
        return cls(told["code"], sub_code, str(error), told["userFriendlyMessage"], field, holder)


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """The error of a row; null when it has none."""

    key: str
    entries: tuple[Constant | Fact, ...]


RowEntry = Constant | Fact | ErrorEntry | RecordEntry


@dataclass(frozen=True, slots=True)
class ResultsEntry:
    """The list of what became of the rows."""

    key: str
    entries: tuple[RowEntry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class UpsertShape:
    """The result of upsertMany; `wants_records` says whether some row shows its record."""

    record: RecordShape
    entries: tuple[Constant | Fact | ResultsEntry, ...]
    wants_records: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """What the caller wants done: the keys to match by, and what becomes of matches, deleted matches and bad rows."""

    match: tuple[UniqueKey, ...]
    on_conflict: OnConflict
    restore_deleted: bool
    on_error: OnError
    dry_run: bool
