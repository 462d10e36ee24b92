"""Texts, booleans, ids and JSON."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import orjson

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LOOSE_UUID = re.compile(r"(?:urn:uuid:)?\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?", re.IGNORECASE)
_MADE_A_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:E\+?[0-9]+)?", re.IGNORECASE)
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_BOOLEANS = dict.fromkeys(("true", "yes", "y", "t", "1"), True) | dict.fromkeys(("false", "no", "n", "f", "0"), False)


def parse_text(cell: str) -> str:
    """Return the text as it stands."""
    if "\0" in cell:
        raise CellError("TEXT_INVALID", "contains a NUL character", "remove it")
    return cell


def text_parser(written: CellFormat) -> Callable[[str], str]:
    """Return the reader of texts, as they stand or without outer blanks."""
    return (lambda cell: parse_text(cell.strip())) if written.trim else parse_text


def parse_boolean(cell: str) -> bool:
    """Return true or false for the words that mean it."""
    value = _BOOLEANS.get(cell.strip().lower())
    if value is None:
        raise CellError("BOOL_INVALID", f"{quoted(cell)} is not true or false", "add it under values:")
    return value


def parse_uuid(cell: str) -> str:
    """Return the id in lower case with hyphens."""
    if _UUID.fullmatch(cell):
        return cell
    text = cell.strip()
    if not _LOOSE_UUID.fullmatch(text):
        damaged = _MADE_A_NUMBER.fullmatch(text)
        hint = "a spreadsheet made it a number; format the column as text and export it again" if damaged else "correct it"
        raise CellError("UUID_INVALID", f"{quoted(cell)} is not an id (32 hexadecimal digits)", hint)
    return str(uuid.UUID(text))


def parse_json(cell: str) -> Any:
    """Return the JSON object or list."""
    try:
        value = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise CellError("JSON_INVALID", f"{quoted(cell)} is not JSON: {error}", "correct it there") from None
    if not isinstance(value, dict | list):
        raise CellError("JSON_INVALID", f"{quoted(cell)} is JSON, but neither an object nor a list", "put it in brackets: [ ]")
    if _NUL.search(cell):
        raise CellError("JSON_INVALID", f"{quoted(cell)} contains a NUL character", "remove it")
    return value


def parse_blocks(cell: str) -> str:
    """Return the blocks of a rich text, which are a JSON list, as text."""
    if not isinstance(parse_json(cell), list):
        raise CellError("JSON_INVALID", f"{quoted(cell)} is not a list of blocks", "give the text under Markdown instead")
    return cell
