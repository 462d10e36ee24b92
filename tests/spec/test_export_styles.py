"""Lines of CSV in the styles that spreadsheets and other programs ask for."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from loaders.errors import UsageError
from loaders.exports.cells import CsvStyle, heading_line, line_writer
from loaders.exports.formats import Format
from loaders.exports.options import ExportOptions
from loaders.exports.related import with_relation_names
from loaders.mapping.columns import Column, export_columns
from schema.field_types import FieldType
from tests.spec.loader_model import MODEL

TEXT = Column("+Text", "text", "text", FieldType.TEXT)
NUMBER = Column("Number", "number", "number", FieldType.NUMBER)


def lines(style: CsvStyle, *records: dict[str, Any]) -> str:
    """Return a file of two columns."""
    line = line_writer((TEXT, NUMBER), style)
    return heading_line((TEXT, NUMBER), style) + "".join(map(line, records))


def test_the_separator_decides_what_is_quoted() -> None:
    """A cell is quoted when it holds the separator of this file, and not when it holds another's."""
    records = [{"text": "a,b", "number": 1.5}, {"text": "a;b", "number": -2}]

    assert '\u200d+Text,Number\n"a,b",1.5\na;b,-2\n' == lines(CsvStyle(), *records)
    assert '\u200d+Text;Number\na,b;1.5\n"a;b";-2\n' == lines(CsvStyle(";"), *records)


def test_excel_is_a_mark_and_other_line_ends() -> None:
    """A byte order mark stands before the first heading, and lines end as Windows ends them, inside cells they stay."""
    text = lines(CsvStyle(line_end="\r\n", bom=True), {"text": "a\nb", "number": None})

    assert '\ufeff\u200d+Text,Number\r\n"a\nb",\r\n' == text


def test_without_the_guard_cells_are_raw() -> None:
    """Text and headings that begin like formulas stand as they are."""
    assert "+Text,Number\n=1+1,-5\n" == lines(CsvStyle(guarded=False), {"text": "=1+1", "number": -5})


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_reads_back(separator: str) -> None:
    """What is written with a separator is read with it."""
    values = ["a,b", "a;b", "a\tb", "a|b", 'q"q', " x", "plain"]
    text = lines(CsvStyle(separator), *({"text": value, "number": 1} for value in values))

    assert values == [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)][1:]


def test_a_name_of_a_related_record_is_read_below_the_relation() -> None:
    """The value is taken from the related record; where there is none, or none with a value, the cell is empty."""
    obj = MODEL.find("person")
    columns = [c for c in with_relation_names(export_columns(obj), obj, MODEL) if c.field == "companyId"]
    line = line_writer(columns)
    link = {"primaryLinkUrl": "https://x.example"}

    assert "i,https://x.example\n" == line({"companyId": "i", "company": {"domainName": link}})
    assert ["i,\n", ",\n"] == [line({"companyId": i, "company": c}) for i, c in (("i", {"domainName": None}), (None, None))]


@pytest.mark.parametrize("delimiter", ["", "ab", '"', "x", "\n", "1", "-", "."])
def test_a_separator_that_cannot_separate_is_refused(delimiter: str) -> None:
    """One character that no cell needs for itself."""
    with pytest.raises(UsageError, match="--delimiter"):
        ExportOptions(delimiter=delimiter).check()


@pytest.mark.parametrize(
    "options",
    [
        ExportOptions(since="x", since_last="y"),
        ExportOptions(split_rows=1, split_by="x"),
        ExportOptions(ids_only=True, columns="name"),
        ExportOptions(since="2024-01-01", sort="name"),
        ExportOptions(since_last="x", limit=3),
        ExportOptions(resume=True, output="-"),
        ExportOptions(resume=True, split_rows=2),
        ExportOptions(split_rows=2, output="-"),
    ],
)
def test_options_that_exclude_each_other_are_refused(options: ExportOptions) -> None:
    """Contradictions are named before a server is asked."""
    with pytest.raises(UsageError, match="cannot go together"):
        options.check()


def test_what_only_csv_has_is_refused_elsewhere() -> None:
    """An option that would change nothing is a mistake, and a workbook cannot be gone on with."""
    with pytest.raises(UsageError, match="--excel, --delimiter: only a csv file"):
        ExportOptions(excel=True, delimiter=";").check_format(Format.JSONL)
    with pytest.raises(UsageError, match="--resume: a half-written xlsx file"):
        ExportOptions(resume=True).check_format(Format.XLSX)
