"""Witnesses see every cell of a column and then tell how it is written: by column, never by cell."""

from __future__ import annotations

from typing import Protocol

from loaders.mapping.column_fault import ColumnFault
from loaders.mapping.date_witness import DateWitness, ZoneWitness
from loaders.mapping.list_witness import ListWitness
from loaders.mapping.mapping import MappedColumn
from loaders.mapping.number_witness import NumberWitness
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType

__all__ = ["ColumnFault", "Witness", "witness_for"]

_DATES = (FieldType.DATE, FieldType.DATE_TIME)
_NUMBERS = (FieldType.NUMBER, FieldType.NUMERIC)
_LISTS = (FieldType.MULTI_SELECT, FieldType.ARRAY)


class Witness(Protocol):
    """Sees the cells of one column, one after the other, and decides at the end."""

    @property
    def note(self) -> str:
        """What was decided, in words; empty where nothing had to be."""

    def see(self, cell: str) -> None:
        """Take one cell into account."""

    def decide(self) -> CellFormat:
        """Return how the column is written; ColumnFault where its cells leave that open or contradict each other."""


def witness_for(mapped: MappedColumn, *, typed: bool = False) -> Witness | None:
    """Return the witness of a column whose cells may be written in several ways and whose way is not declared.

    `typed` files, workbooks and JSON lines, tell numbers from text.
    """
    column, written = mapped.column, mapped.format
    if column.reference is not None or column.whole or column.micros:
        return None
    if column.type in _DATES and written.date is None:
        return DateWitness(mapped)
    if column.type is FieldType.DATE_TIME and written.timezone is None:
        return ZoneWitness(mapped)
    if column.type in _NUMBERS and (written.decimal is None or written.thousands is None):
        return NumberWitness(mapped, typed=typed)
    if column.type in _LISTS and written.separator is None:
        return ListWitness(mapped)
    return None
