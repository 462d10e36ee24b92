"""Reads single cells, and lets columns of cells say how they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from loaders.mapping.columns import Column
from loaders.mapping.mapping import MappedColumn
from loaders.mapping.parsers import parser_for
from loaders.mapping.witnesses import ColumnFault, witness_for
from loaders.values.cell_error import CellError
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType

AMOUNT: dict[str, Any] = {"sub_field": "amountMicros", "composite": FieldType.CURRENCY}
LATITUDE: dict[str, Any] = {"sub_field": "addressLat", "composite": FieldType.ADDRESS}


def column(type_: FieldType, **more: Any) -> Column:
    """Return a column of a type."""
    return Column("C", "c", "c", type_, **more)


def read(cell: str, type_: FieldType, written: CellFormat, **more: Any) -> Any:
    """Return what a cell of a column that is written so is read as."""
    return parser_for(column(type_, **more), written)(cell)


def refused(cell: str, type_: FieldType, written: CellFormat, **more: Any) -> CellError:
    """Return why a cell is refused."""
    with pytest.raises(CellError) as error:
        read(cell, type_, written, **more)
    return error.value


def agreed(cells: Iterable[str], type_: FieldType, written: CellFormat | None = None, **more: Any) -> CellFormat:
    """Return how the cells of a column say that it is written."""
    witness = witness_for(MappedColumn(0, "C", column(type_, **more), written or CellFormat()))
    assert witness is not None
    for cell in cells:
        witness.see(cell)
    return witness.decide()


def fault(cells: Iterable[str], type_: FieldType, written: CellFormat | None = None, **more: Any) -> ColumnFault:
    """Return why a column is refused as a whole."""
    with pytest.raises(ColumnFault) as error:
        agreed(cells, type_, written, **more)
    return error.value
