"""Parquet files have columns with types of their own, written group by group."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FileError, UsageError
from loaders.exports.formats import Format, Layout, choose_format
from loaders.exports.parts import Part
from loaders.files.file_target import FileTarget
from loaders.files.parquet_target import ParquetTarget
from loaders.mapping.columns import Column
from schema.field_types import FieldType

parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs the optional pyarrow")

COLUMNS = (
    Column("Id", "id", "id", FieldType.UUID),
    Column("Whole", "whole", "whole", FieldType.NUMBER, whole_number="int"),
    Column("Number", "number", "number", FieldType.NUMBER),
    Column("Money / Amount", "m.amountMicros", "m", FieldType.NUMERIC, "amountMicros", FieldType.CURRENCY),
    Column("At", "at", "at", FieldType.DATE_TIME),
    Column("Day", "day", "day", FieldType.DATE),
    Column("Tags", "tags", "tags", FieldType.MULTI_SELECT),
    Column("Raw", "raw", "raw", FieldType.RAW_JSON),
    Column("Yes", "yes", "yes", FieldType.BOOLEAN),
)
FULL = {
    "id": "i", "whole": 3, "number": 1.5, "m": {"amountMicros": 1234567}, "at": "2024-02-29T12:30:45.123Z",
    "day": "1899-12-31", "tags": ["A", "B"], "raw": {"a": None}, "yes": False,
}  # fmt: skip
EMPTY: dict[str, Any] = {**dict.fromkeys(FULL), "id": "e", "tags": []}


def written(path: Path, *records: dict[str, Any]) -> list[dict[str, Any]]:
    """Write records and return what a reader finds."""
    part = Part(Layout(Format.PARQUET, "Things", COLUMNS), path)
    try:
        part.write(records)
        part.publish()
    finally:
        part.abandon()
    found: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return found


def test_values_have_their_types(tmp_path: Path) -> None:
    """Amounts are decimal, moments have their zone, lists are lists, and columns are named as the API names fields."""
    at = datetime(2024, 2, 29, 12, 30, 45, 123000, UTC)
    full = {
        "id": "i", "whole": 3, "number": 1.5, "m.amount": Decimal("1.234567"), "at": at, "day": date(1899, 12, 31),
        "tags": ["A", "B"], "raw": '{"a":null}', "yes": False,
    }  # fmt: skip

    assert [full, {**dict.fromkeys(full), "id": "e", "tags": []}] == written(tmp_path / "a.parquet", FULL, EMPTY)


def test_no_row_still_has_columns(tmp_path: Path) -> None:
    """An empty export has its types."""
    assert [] == written(tmp_path / "a.parquet")
    assert "decimal128(38, 6)" == str(parquet.read_schema(tmp_path / "a.parquet").field("m.amount").type)


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    """No more rows are held than a group has."""
    file = FileTarget(tmp_path / "a.parquet")
    table = ParquetTarget(file, [("n", "whole")], group_rows=2)
    for number in range(5):
        table.write_row([number])
    table.close()
    file.publish()

    assert 3 == parquet.ParquetFile(tmp_path / "a.parquet").num_row_groups
    assert [0, 1, 2, 3, 4] == parquet.read_table(tmp_path / "a.parquet")["n"].to_pylist()


def test_a_value_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    """No digit is lost silently; the column is named."""
    with pytest.raises(FileError, match=r"number: a value does not fit the column's type double .* csv or jsonl"):
        written(tmp_path / "a.parquet", FULL | {"number": 2**53 + 1})


def test_without_pyarrow_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parquet is optional, and said to be."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'crm-ferry\[parquet\]'"):
        choose_format("parquet", None, gz=False)
