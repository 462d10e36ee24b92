"""Parquet files written in groups of rows, each column with a type of its own; needs the optional pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

from loaders.errors import FileError, UsageError
from loaders.files.file_target import FileTarget

GROUP_ROWS = 20_000


class ParquetTarget:
    """Takes rows of values; `close` writes what ends the file, which is not published yet."""

    def __init__(self, file: FileTarget, columns: Sequence[tuple[str, str]], group_rows: int = GROUP_ROWS) -> None:
        self._arrow = require_arrow()
        self._types = self._arrow_types()
        self._schema = self._arrow.schema([(name, self._types[kind]) for name, kind in columns])
        self._writer = import_module("pyarrow.parquet").ParquetWriter(file, self._schema)
        self._group_rows = group_rows
        self._rows: list[Sequence[Any]] = []

    def write_row(self, values: Sequence[Any]) -> None:
        """Append a row."""
        self._rows.append(values)
        if len(self._rows) >= self._group_rows:
            self._write_group()

    def close(self) -> None:
        """Write the rest."""
        if self._rows:
            self._write_group()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file; what was written stays unfinished."""
        with suppress(self._arrow.ArrowException, OSError):
            self._writer.close()

    def _write_group(self) -> None:
        columns = zip(*self._rows, strict=True)
        arrays = [self._array(field, values) for field, values in zip(self._schema, columns, strict=True)]
        self._writer.write_table(self._arrow.Table.from_arrays(arrays, schema=self._schema))
        self._rows.clear()

    def _array(self, field: Any, values: Sequence[Any]) -> Any:
        try:
            return self._arrow.array(values, type=field.type)
        except (self._arrow.ArrowException, OverflowError, TypeError) as error:
            raise FileError(
                f"{field.name}: a value does not fit the column's type {field.type} ({error}); leave the column out with "
                "--columns, or export to csv or jsonl"
            ) from None

    def _arrow_types(self) -> dict[str, Any]:
        arrow = self._arrow
        return {
            "text": arrow.string(),
            "texts": arrow.list_(arrow.string()),
            "whole": arrow.int64(),
            "number": arrow.float64(),
            "amount": arrow.decimal128(38, 6),
            "boolean": arrow.bool_(),
            "date": arrow.date32(),
            "moment": arrow.timestamp("ms", tz="UTC"),
        }


def require_arrow() -> Any:
    """Return pyarrow, or say how to get it."""
    try:
        return import_module("pyarrow")
    except ImportError:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install 'crm-ferry[parquet]'") from None
