"""Lists in one cell: JSON, also as old exports damaged it, or members that a separator parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat
from loaders.values.words import meanings, word_finder

_HINT = 'write a JSON list like ["a","b"]'


def is_json(cell: str) -> bool:
    """Return whether a cell means to be a JSON list, or what became of one."""
    return cell.lstrip()[:1] in ("[", "{")


def json_list(cell: str) -> list[Any]:
    """Return a JSON list; `{"0":"A","1":"B"}`, which exports of 2025 wrote, is the list of A and B."""
    try:
        value: Any = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a JSON list: {error}", _HINT) from None
    if isinstance(value, dict) and list(value) == [str(number) for number in range(len(value))]:
        value = list(value.values())
    if not isinstance(value, list):
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a JSON list", _HINT)
    return value


def members_of(cell: str, separator: str) -> list[str]:
    """Return the texts of a JSON list, or what stands between separators; blank members do not count."""
    if is_json(cell):
        members = json_list(cell)
        if not all(isinstance(member, str) for member in members):
            raise CellError("LIST_INVALID", f"{quoted(cell)} is not a list of texts", _HINT)
        if "\\u0000" in cell and any("\0" in member for member in members):
            raise CellError("LIST_INVALID", f"{quoted(cell)} contains a NUL character", "remove it")
        return members
    return [text for member in cell.split(separator) if (text := member.strip())]


def parse_list(cell: str) -> list[str]:
    """Return a list of texts; a cell that is no JSON is one text, unless it may be several."""
    _refuse_nul(cell)
    if is_json(cell):
        return members_of(cell, ",")
    if "," in cell or ";" in cell:
        raise CellError("LIST_INVALID", f"{quoted(cell)} may be one text or several", f"{_HINT}, or declare the separator")
    return [cell.strip()]


def list_parser(written: CellFormat) -> Callable[[str], list[str]]:
    """Return the reader of lists of texts, whose members a declared separator parts."""
    separator, find = written.separator, word_finder(written.values)
    if separator is None and not written.values:
        return parse_list

    def parse(cell: str) -> list[str]:
        _refuse_nul(cell)
        members = parse_list(cell) if separator is None else members_of(cell, separator)
        return meanings(members, find)

    return parse


def _refuse_nul(cell: str) -> None:
    if "\0" in cell:
        raise CellError("LIST_INVALID", "contains a NUL character", "remove it")
