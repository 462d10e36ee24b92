"""Texts, booleans, ids and JSON."""

from __future__ import annotations

import re
import uuid
from typing import Any

import orjson

from loaders.values.cell_error import CellError, quoted

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LOOSE_UUID = re.compile(r"(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?", re.IGNORECASE)
_BOOLEANS = dict.fromkeys(("true", "yes", "y", "t", "1"), True) | dict.fromkeys(("false", "no", "n", "f", "0"), False)


def parse_text(cell: str) -> str:
    """Return the text as it stands."""
    if "\0" in cell:
        raise CellError("TEXT_INVALID", "contains a NUL character; remove it")
    return cell


def parse_boolean(cell: str) -> bool:
    """Return true or false for the words that mean it."""
    value = _BOOLEANS.get(cell.strip().lower())
    if value is None:
        raise CellError("BOOL_INVALID", f"{quoted(cell)} is not true or false; write true or false")
    return value


def parse_uuid(cell: str) -> str:
    """Return the id in lower case with hyphens."""
    if _UUID.fullmatch(cell):
        return cell
    text = cell.strip()
    if not _LOOSE_UUID.fullmatch(text):
        raise CellError("UUID_INVALID", f"{quoted(cell)} is not an id (32 hexadecimal digits)")
    return str(uuid.UUID(text))


def parse_json(cell: str) -> Any:
    """Return the JSON object or list."""
    try:
        value = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise CellError("JSON_INVALID", f"{quoted(cell)} is not JSON: {error}") from None
    if not isinstance(value, dict | list):
        raise CellError("JSON_INVALID", f"{quoted(cell)} is JSON, but neither an object nor a list")
    return value


def parse_json_text(cell: str) -> str:
    """Return a text that must hold JSON, such as the blocks of a rich text."""
    parse_json(cell)
    return cell
