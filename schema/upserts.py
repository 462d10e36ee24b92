"""The words of a bulk upsert: what to do about matches and bad rows, and what became of each row."""

from __future__ import annotations

from enum import StrEnum


class OnConflict(StrEnum):
    """What becomes of a row that matches a stored record."""

    UPDATE = "UPDATE"
    SKIP = "SKIP"
    ERROR = "ERROR"


class OnError(StrEnum):
    """What becomes of the good rows of a call that has bad ones."""

    ABORT = "ABORT"
    CONTINUE = "CONTINUE"


class UpsertAction(StrEnum):
    """What became of a row."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    UNCHANGED = "UNCHANGED"
    RESTORED = "RESTORED"
    REJECTED = "REJECTED"
    SKIPPED = "SKIPPED"

    @property
    def counted_as(self) -> str:
        """The field of the result that counts the rows it became of."""
        return self.value.lower()
