"""The id of a row that brings none: the same row of the same file always gets the same id, so a repeat meets itself."""

from __future__ import annotations

import hashlib


def row_id_prefix(digest: bytes, object_name: str) -> str:
    """Return what the ids of one file and object share: a version 5 UUID up to its last twelve digits."""
    name = hashlib.sha256(digest + object_name.encode()).hexdigest()
    return f"{name[:8]}-{name[8:12]}-5{name[12:15]}-{'89ab'[int(name[15], 16) % 4]}{name[16:19]}-"


def row_id(prefix: str, number: int) -> str:
    """Return the id of a row; rows in order have ids in order, which keeps the server's index writes together."""
    return f"{prefix}{number:012x}"


def row_number(record_id: str) -> int:
    """Return the number of the row that got this id."""
    return int(record_id[-12:], 16)


DERIVED = "="
"""What the journal keeps of an id that follows from the row."""


def kept_id(prefix: str, number: int, record_id: str) -> str:
    """Return an id as the journal keeps it, where most follow from their rows."""
    return DERIVED if record_id == row_id(prefix, number) else record_id


def full_id(prefix: str, number: int, kept: str) -> str:
    """Return an id the journal has kept."""
    return row_id(prefix, number) if kept == DERIVED else kept
