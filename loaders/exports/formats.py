"""The formats of an export: which one is meant, what it can do, and the writer that puts records into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import orjson

from loaders.errors import UsageError
from loaders.exports.cells import PLAIN_STYLE, CsvStyle, heading_line, is_amount, line_writer, unquoted_text
from loaders.exports.typed_cells import Row, is_text_format, parquet_converter, parquet_type, row_writer, sheet_converter
from loaders.files.file_target import FileTarget
from loaders.files.parquet_target import ParquetTarget, require_arrow
from loaders.files.xlsx_target import ROWS_PER_SHEET, XlsxTarget
from loaders.mapping.columns import Column
from loaders.remote.documents import Fields

Records = Sequence[Mapping[str, Any]]


class Format(StrEnum):
    """What a file of records may be."""

    CSV = "csv"
    JSONL = "jsonl"
    XLSX = "xlsx"
    PARQUET = "parquet"

    @property
    def is_text(self) -> bool:
        """Whether its files are lines, which can be compressed and gone on with."""
        return self in (Format.CSV, Format.JSONL)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a file holds and how: its columns, and what is decided about its format."""

    format: Format
    title: str
    columns: tuple[Column, ...]
    fields: Fields | None = field(default=None, hash=False)
    """The fields a jsonl file keeps of what is read; None keeps all."""
    style: CsvStyle = PLAIN_STYLE
    compress: bool = False


class RecordWriter(Protocol):
    """What puts records into a file."""

    def write(self, records: Records) -> None:
        """Append records."""

    def close(self) -> None:
        """Write what ends the file."""

    def abandon(self) -> None:
        """Write nothing more."""


def choose_format(named: str | None, path: Path | None, *, gz: bool) -> tuple[Format, bool]:
    """Return the format, the one asked for or that of the file's suffix, and whether it is compressed."""
    suffixes = [suffix.lower() for suffix in path.suffixes] if path is not None else []
    compress = gz or suffixes[-1:] == [".gz"]
    suffix = next((suffix[1:] for suffix in reversed(suffixes) if suffix != ".gz"), "")
    chosen = Format(named) if named else Format(suffix) if suffix in set(Format) else Format.CSV
    if compress and not chosen.is_text:
        raise UsageError(f"{chosen} files are compressed already; leave --gz, or .gz, out")
    if chosen is Format.PARQUET:
        require_arrow()
    return chosen, compress


def record_writer(layout: Layout, file: FileTarget, *, begun: bool = False) -> RecordWriter:
    """Return the writer of a layout; a file that was `begun` has its headings already."""
    columns = layout.columns
    if layout.format is Format.JSONL:
        return _JsonLines(file, layout.fields)
    if layout.format is Format.CSV:
        return _CsvLines(file, layout, begun=begun)
    if layout.format is Format.XLSX:
        guarded = layout.style.guarded
        headings = [unquoted_text(column.label, guarded=guarded) for column in columns]
        texts = [number for number, column in enumerate(columns) if is_text_format(column)]
        sheets = XlsxTarget(file, layout.title, headings, texts, ROWS_PER_SHEET)
        return _Rows(sheets, row_writer(columns, [sheet_converter(column, guarded=guarded) for column in columns]))
    table = ParquetTarget(file, [(_parquet_name(column), parquet_type(column)) for column in columns])
    return _Rows(table, row_writer(columns, [parquet_converter(column) for column in columns]))


class _CsvLines:
    """Lines of CSV."""

    def __init__(self, file: FileTarget, layout: Layout, *, begun: bool) -> None:
        self._file = file
        self._line = line_writer(layout.columns, layout.style)
        if not begun:
            file.write(heading_line(layout.columns, layout.style).encode())

    def write(self, records: Records) -> None:
        line = self._line
        self._file.write("".join([line(record) for record in records]).encode())

    def close(self) -> None:
        """Nothing ends a file of lines."""

    def abandon(self) -> None:
        """Nothing is held back."""


class _JsonLines:
    """One record a line, as the API shows it: nested values, and null where the API has null."""

    def __init__(self, file: FileTarget, fields: Fields | None) -> None:
        self._file = file
        self._select = _selector(fields) if fields is not None else None

    def write(self, records: Records) -> None:
        kept = map(self._select, records) if self._select else records
        self._file.write(b"".join([orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in kept]))

    def close(self) -> None:
        """Nothing ends a file of lines."""

    def abandon(self) -> None:
        """Nothing is held back."""


class _Rows:
    """Rows of values in a workbook or a table."""

    def __init__(self, target: XlsxTarget | ParquetTarget, row: Row) -> None:
        self._target = target
        self._row = row

    def write(self, records: Records) -> None:
        for record in records:
            self._target.write_row(self._row(record))

    def close(self) -> None:
        self._target.close()

    def abandon(self) -> None:
        self._target.abandon()


def _selector(fields: Fields) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Return the function that keeps of a record these fields and nothing that was only read to sort or to name."""
    names = {name: frozenset(parts) for name, parts in fields.items()}
    return lambda record: {name: _part(record[name], parts) for name, parts in names.items()}


def _part(value: Any, parts: frozenset[str]) -> Any:
    return {name: value[name] for name in value if name in parts} if parts and isinstance(value, Mapping) else value


def _parquet_name(column: Column) -> str:
    return column.path.removesuffix("Micros") if is_amount(column) else column.path
