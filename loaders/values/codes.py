"""The documented codes of rejected rows, and the kind of mistake each one is."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Twenty's kinds of mistakes in rows."""

    DUPLICATE = "duplicate value"
    FORMAT = "invalid format"
    MISSING = "missing required field"
    RELATION = "relation not found"
    OTHER = ""
    """Nothing is wrong with the row itself: its rights, its moment, or the server."""


_CODES = {
    Kind.DUPLICATE: ("DUP_IN_FILE", "UNIQUE_CONFLICT", "MULTI_MATCH", "DELETED_MATCH"),
    Kind.MISSING: ("REQUIRED", "KEY_EMPTY"),
    Kind.RELATION: ("REL_NOT_FOUND", "REL_DELETED", "REL_AMBIGUOUS"),
    Kind.OTHER: ("CHANGED_MEANWHILE", "FORBIDDEN", "SERVER"),
    Kind.FORMAT: (
        *("TEXT_INVALID", "NUMBER_INVALID", "NUMBER_AMBIGUOUS", "NUMBER_PRECISION", "BOOL_INVALID"),
        *("DATE_INVALID", "DATE_AMBIGUOUS", "DATETIME_INVALID", "DATETIME_NO_ZONE", "OPTION_UNKNOWN"),
        *("EMAIL_INVALID", "URL_INVALID", "PHONE_INVALID", "PHONE_CONFLICT", "PHONE_SCIENTIFIC", "CURRENCY_INVALID"),
        *("JSON_INVALID", "UUID_INVALID", "RATING_INVALID", "LIST_INVALID", "CELL_ERROR", "FORMULA_NO_VALUE"),
        *("RAGGED_ROW", "QUOTE_UNCLOSED", "ENCODING", "CELL_TOO_LONG"),
    ),
}

KINDS = MappingProxyType({code: kind for kind, codes in _CODES.items() for code in codes})
"""The kind of every code a row may be rejected with."""


def kind_of(code: str) -> Kind:
    """Return the kind of a code."""
    return KINDS[code]
