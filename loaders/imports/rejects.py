"""The rejects file: the rows that were not written, as they stood, with where and why, ready to be corrected and fed back."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from loaders.errors import FileError
from loaders.files.file_target import part_of
from loaders.files.formula_guard import ZERO_WIDTH_JOINER
from loaders.imports.options import CLEAR
from loaders.runs.outcomes import Reject
from loaders.values.codes import kind_of

REASONS = ("_row", "_line", "_column", "_kind", "_code", "_reason", "_hint", "_record_id")
_YELLOW = "FFFF00"
_ESCAPED = re.compile(r"\\+" + re.escape(CLEAR))


def rejects_paths(path: Path, format_: str) -> tuple[Path, ...]:
    """Return where the rejects of a file go by default: a file of its own kind, and for a workbook CSV too."""
    if format_ == "jsonl":
        return (path.with_name(f"{path.name}.rejects.jsonl"),)
    plain = path.with_name(f"{path.name}.rejects.csv")
    return (plain, path.with_name(f"{path.name}.rejects.xlsx")) if format_ in ("xlsx", "xls") else (plain,)


def write_rejects(path: Path, headings: Sequence[str], width: int, delimiter: str, rejects: Iterable[Reject]) -> None:
    """Write rejected rows in the order of their file, in the form the suffix names, readable by their owner alone.

    The file has its name only when it is whole: one that was cut short would look like fewer rejected rows.
    """
    padded = [*headings, *[""] * (width - len(headings))]
    part = part_of(path) if path.is_file() or not path.exists() else path
    with _open(part) as stream:
        if path.suffix == ".xlsx":
            _write_workbook(stream, padded, rejects)
        elif path.suffix == ".jsonl":
            stream.writelines(_json_lines(padded, rejects))
        else:
            _write_csv(stream, padded, delimiter, rejects)
    part.replace(path)


def _write_csv(stream: BinaryIO, headings: Sequence[str], delimiter: str, rejects: Iterable[Reject]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([*headings, *REASONS])
    for reject in rejects:
        padding = [""] * (len(headings) - len(reject.cells))
        writer.writerow([*reject.cells, *padding, *_described(reject)])
    text.flush()
    text.detach()


def _json_lines(headings: Sequence[str], rejects: Iterable[Reject]) -> Iterator[bytes]:
    for reject in rejects:
        given = {name: _value_of(cell) for name, cell in zip(headings, reject.cells, strict=False) if cell}
        yield orjson.dumps({**given, **dict(zip(REASONS, _described(reject), strict=True))}) + b"\n"


def _write_workbook(stream: BinaryIO, headings: Sequence[str], rejects: Iterable[Reject]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rejects")
    yellow = PatternFill("solid", fgColor=_YELLOW)

    def cell(value: Any, *, bad: bool) -> Any:
        written = WriteOnlyCell(sheet, value)
        written.data_type = "s"
        written.number_format = "@"
        if bad:
            written.fill = yellow
        return written

    sheet.append([*headings, *REASONS])
    for reject in rejects:
        bad = {error.column for error in reject.errors}
        cells = [*reject.cells, *[""] * (len(headings) - len(reject.cells))]
        named = [cell(text, bad=heading in bad) for heading, text in zip(headings, cells, strict=True)]
        sheet.append([*named, *_described(reject)])
    book.save(stream)


def _described(reject: Reject) -> tuple[int | str, ...]:
    """Return the columns of REASONS: the first error has its own columns, every reason stands in the text."""
    first = reject.errors[0]
    reasons = "; ".join(map(str, reject.errors))
    hints = "; ".join(dict.fromkeys(error.hint for error in reject.errors if error.hint))
    return (reject.row, reject.line, first.column, kind_of(first.code), first.code, reasons, hints, reject.record_id)


def _value_of(cell: str) -> Any:
    """Return a value whose cell this is: null for the clear token, lists and objects as such, else the text."""
    if cell == CLEAR:
        return None
    if cell[0] in "[{":
        try:
            value = orjson.loads(cell)
        except orjson.JSONDecodeError:
            return cell
        return value if orjson.dumps(value).decode() == cell else cell
    return cell[1:] if cell.startswith(ZERO_WIDTH_JOINER) or _ESCAPED.fullmatch(cell) else cell


def _open(path: Path) -> BinaryIO:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise FileError(f"{path}: the rejects file cannot be written: {error.strerror}; name another with --rejects") from None
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "w+b")
