"""Readers that take cells as Twenty's own importer does, and count what that loses: for comparisons only."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import Any

import orjson

from loaders.mapping.columns import Column
from loaders.mapping.parsers import parser_for
from loaders.values.cell_error import CellError, quoted
from loaders.values.date_formats import date_format
from loaders.values.words import Parser
from schema.absent import ABSENT
from schema.field_types import FieldType
from schema.model import Option
from schema.values.doubles import EXACT, number_of

Lost = Callable[[str], None]
"""Is told in a few words what a cell loses."""

_RADIX = re.compile(r"0(?:x[0-9a-f]+|o[0-7]+|b[01]+)", re.IGNORECASE)
_YEAR = re.compile(r"[0-9]{5,6}")
_LOCAL = tuple(map(date_format, ("%m/%d/%Y", "%m-%d-%Y", "%Y/%m/%d", "%b %d, %Y", "%d %b %Y")))
_ISO = date_format("%Y-%m-%d")
_DATES = (FieldType.DATE, FieldType.DATE_TIME)


def twenty_parser(column: Column, lost: Lost, zone: tzinfo = UTC) -> Parser:
    """Return Twenty's reader of a column's cells in a browser of that zone; ABSENT is a value it leaves out."""
    if column.reference is not None or column.sub_field == "primaryLinkUrl":
        return str
    if column.sub_field == "amountMicros":
        return partial(_amount, lost=lost)
    if column.type in (FieldType.NUMBER, FieldType.NUMERIC):
        return partial(_number, lost=lost)
    if column.type is FieldType.BOOLEAN:
        return partial(_boolean, lost=lost)
    if column.type in _DATES:
        return partial(_date, lost=lost, zone=zone, is_day=column.type is FieldType.DATE)
    if column.type in (FieldType.SELECT, FieldType.MULTI_SELECT):
        known = _known(column.options)
        return partial(_option if column.type is FieldType.SELECT else _options, known=known, lost=lost)
    if column.type is FieldType.ARRAY:
        return partial(_members, lost=lost)
    return parser_for(column)


def _number(cell: str, lost: Lost) -> int | float:
    text = cell.strip()
    number = float(int(text, 0) if _RADIX.fullmatch(text) else number_of(text))
    if not math.isfinite(number):
        raise CellError("NUMBER_INVALID", f"{quoted(cell)} is not a number")
    if abs(number) >= EXACT:
        lost("a number rounded")
    return int(number) if number == int(number) else number


def _amount(cell: str, lost: Lost) -> int | float:
    micros = _number(cell, lost) * 1e6
    return int(micros) if micros == int(micros) else micros


def _boolean(cell: str, lost: Lost) -> bool:
    word = cell.lower()
    if word not in ("true", "false", "yes", "no"):
        lost("a word made false")
    return word in ("true", "yes")


def _date(cell: str, lost: Lost, zone: tzinfo, *, is_day: bool) -> str:
    moment = _moment(cell.strip(), zone)
    if moment is None:
        if _YEAR.fullmatch(cell.strip()):
            lost("a number made a year")
            return f"+{int(cell):06d}-01-01" + ("" if is_day else "T00:00:00.000Z")
        raise CellError("DATE_INVALID" if is_day else "DATETIME_INVALID", f"{quoted(cell)} is not a date")
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if is_day and moment.date().isoformat() != text[:10]:
        lost("a date moved by a day")
    return text[:10] if is_day else text


def _moment(text: str, zone: tzinfo) -> datetime | None:
    """Return what JavaScript reads: ISO days in UTC, all else in local time, months before days."""
    for form in (_ISO, *_LOCAL):
        try:
            reading = form.read(text)
        except ValueError:
            continue
        if reading is not None:
            default = UTC if form is _ISO and not reading.has_time else zone
            return reading.moment if reading.moment.tzinfo is not None else reading.moment.replace(tzinfo=default)
    return None


def _known(options: tuple[Option, ...]) -> dict[str, str]:
    return {option.label: option.value for option in options} | {option.value: option.value for option in options}


def _option(cell: str, known: dict[str, str], lost: Lost) -> Any:
    if cell not in known:
        lost("an option left out")
    return known.get(cell, ABSENT)


def _options(cell: str, known: dict[str, str], lost: Lost) -> list[str]:
    members = _members(cell, lost)
    for member in members:
        if member not in known:
            lost("an option left out")
    return [known[member] for member in members if member in known]


def _members(cell: str, lost: Lost) -> list[str]:
    """Return the texts of a JSON list, or what stands between commas."""
    try:
        value = orjson.loads(cell)
    except orjson.JSONDecodeError:
        value = None
    if isinstance(value, list):
        texts = [member for member in value if isinstance(member, str)]
        if len(texts) < len(value):
            lost("a member left out")
        return texts
    return [text for member in cell.split(",") if (text := member.strip())]
