"""The readers that imitate Twenty's importer read as it does, and count what that loses."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from loaders.mapping.columns import Column
from loaders.mapping.twenty import twenty_parser
from loaders.values.cell_error import CellError
from schema.absent import ABSENT
from schema.field_types import FieldType
from schema.model import Option

OPTIONS = (Option("NEW", "New"), Option("WON", "Won"))
URL = {"sub_field": "primaryLinkUrl", "composite": FieldType.LINKS}
AMOUNT = {"sub_field": "amountMicros", "composite": FieldType.CURRENCY}


def taken(cell: str, type_: FieldType, **more: Any) -> tuple[Any, list[str]]:
    """Return what a cell becomes in a browser in Berlin, and what it loses."""
    lost: list[str] = []
    column = Column("C", "c", "c", type_, options=OPTIONS, **more)
    return twenty_parser(column, lost.append, ZoneInfo("Europe/Berlin"))(cell), lost


@pytest.mark.parametrize(
    ("cell", "type_", "more", "value", "lost"),
    [
        (" a ", FieldType.TEXT, {}, " a ", []),
        ("YES", FieldType.BOOLEAN, {}, True, []),
        ("1", FieldType.BOOLEAN, {}, False, ["a word made false"]),
        ("0x10", FieldType.NUMBER, {}, 16, []),
        (" 1e3 ", FieldType.NUMBER, {}, 1000, []),
        ("9007199254740993", FieldType.NUMBER, {}, 9007199254740992, ["a number rounded"]),
        ("2024-12-03", FieldType.DATE, {}, "2024-12-03", []),
        ("12/03/2024", FieldType.DATE, {}, "2024-12-02", ["a date moved by a day"]),
        ("12/03/2024", FieldType.DATE_TIME, {}, "2024-12-02T23:00:00.000Z", []),
        ("2024-12-03 10:00", FieldType.DATE_TIME, {}, "2024-12-03T09:00:00.000Z", []),
        ("45366", FieldType.DATE_TIME, {}, "+045366-01-01T00:00:00.000Z", ["a number made a year"]),
        ("New", FieldType.SELECT, {}, "NEW", []),
        ("new", FieldType.SELECT, {}, ABSENT, ["an option left out"]),
        ("New,old", FieldType.MULTI_SELECT, {}, ["NEW"], ["an option left out"]),
        ('["a",1]', FieldType.ARRAY, {}, ["a"], ["a member left out"]),
        ("acme.com", FieldType.TEXT, URL, "acme.com", []),
        ("1.5", FieldType.NUMERIC, AMOUNT, 1500000, []),
    ],
)
def test_a_cell_is_taken_as_twenty_takes_it(
    cell: str, type_: FieldType, more: dict[str, Any], value: Any, lost: list[str]
) -> None:
    """Words, local times, JavaScript's numbers, left out options and missing schemes are all reproduced."""
    assert (value, lost) == taken(cell, type_, **more)


@pytest.mark.parametrize(("cell", "type_"), [("1,5", FieldType.NUMBER), ("soon", FieldType.DATE)])
def test_what_twenty_refuses_is_refused(cell: str, type_: FieldType) -> None:
    """Not every cell is taken."""
    with pytest.raises(CellError):
        taken(cell, type_)
