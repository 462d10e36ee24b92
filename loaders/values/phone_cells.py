"""Cells of phone columns: numbers, countries, calling codes and lists of further numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat
from loaders.values.lists import is_json, json_list, members_of
from loaders.values.phones import known_region, stored_other

_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_MADE_A_NUMBER = re.compile(r"[0-9]{5,}[.,]0")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./\-\u00a0]*(?:(?:ext\.?|x|#) ?[0-9]+)?|\([0-9][0-9 ()./\-\u00a0]*", re.IGNORECASE)
_MEMBER = ("number", "countryCode", "callingCode")


def parse_phone(cell: str) -> str:
    """Return the number as it stands; with the codes of its row it gets its stored form."""
    text = cell.strip()
    if _SCIENTIFIC.fullmatch(text) or _MADE_A_NUMBER.fullmatch(text):
        raise CellError("PHONE_SCIENTIFIC", f"{quoted(cell)} was a number in the spreadsheet", "format the column as text")
    if not _PHONE.fullmatch(text):
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a phone number", "write it like +33612345678")
    return text


def parse_country(cell: str) -> str:
    """Return a country code of two letters."""
    from schema.values.phone_plans import CALLING_CODES

    text = cell.strip().upper()
    if text not in CALLING_CODES:
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a country code of two letters", "write one such as FR")
    return text


def parse_calling_code(cell: str) -> str:
    """Return a calling code with its plus sign."""
    from schema.values.phone_plans import COUNTRIES

    text = cell.strip().removeprefix("+")
    if not COUNTRIES.get(text):
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a calling code", "write one such as +33")
    return f"+{text}"


def phones_parser(written: CellFormat) -> Callable[[str], list[dict[str, Any]]]:
    """Return the reader of further numbers: a JSON list of {number, countryCode, callingCode}, or numbers with separators."""
    region = known_region(written.phone_region)

    def parse(cell: str) -> list[dict[str, Any]]:
        if written.separator is not None and not is_json(cell):
            members: list[Any] = members_of(cell, written.separator)
        else:
            members = json_list(cell)
        phones = [{"number": member} if isinstance(member, str) else member for member in members]
        if not all(map(_is_phone, phones)):
            hint = 'write a list like [{"number":"612345678","callingCode":"+33"}]'
            raise CellError("LIST_INVALID", f"{quoted(cell)} is not a list of phone numbers", hint)
        for phone in phones:
            parse_phone(phone["number"])
        return [stored_other(phone, region) for phone in phones]

    return parse


def _is_phone(phone: Any) -> bool:
    if not isinstance(phone, dict) or not isinstance(phone.get("number"), str):
        return False
    return all(name in _MEMBER and (part is None or isinstance(part, str)) for name, part in phone.items())
