"""What becomes of a row of a run that is taken back."""

from __future__ import annotations

from enum import StrEnum


class Undone(StrEnum):
    """The outcomes of an undo, in the order of its summary."""

    DELETED = "deleted"
    """The row had made a record, which is soft-deleted now."""
    DESTROYED = "destroyed"
    """The row had made a record, which does not exist any more."""
    REVERTED = "reverted"
    """The row had changed a record, which holds again what it held before."""
    REDELETED = "redeleted"
    """The row had restored a record, which holds again what it held before, and is soft-deleted."""
    GONE = "gone"
    """The row had made a record that somebody else has deleted or destroyed since."""
    LEFT = "left"
    """The record is left as it is, for a reason."""
