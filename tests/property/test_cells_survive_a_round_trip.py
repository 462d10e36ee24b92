"""What an export writes an import reads back: any text, any amount, any number, any list."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from loaders.exports.cells import heading_line, line_writer
from loaders.files.csv_source import open_csv
from loaders.imports.records import RecordReader
from loaders.mapping.columns import Column
from loaders.mapping.headings import match_headings
from schema.field_types import FieldType

TEXT = Column("Text", "text", "text", FieldType.TEXT)
COLUMNS = (
    TEXT,
    Column("Money / Amount", "money.amountMicros", "money", FieldType.NUMERIC, "amountMicros", FieldType.CURRENCY),
    Column("Money / Currency", "money.currencyCode", "money", FieldType.TEXT, "currencyCode", FieldType.CURRENCY),
    Column("Number", "number", "number", FieldType.NUMBER),
    Column("List", "list", "list", FieldType.ARRAY),
)
HAZARDS = st.sampled_from(list('=+-@\t\r\n",;|\\N \u200d\ufeff＝＋－＠\u00a0\u2028é')) | st.characters(  # noqa: RUF001
    exclude_categories=["Cs"], exclude_characters="\0"
)
TEXTS = st.text(HAZARDS, min_size=1, max_size=12)
SAFE = 2**53
NUMBERS = st.integers(-SAFE, SAFE) | st.floats(-1e15, 1e15, allow_nan=False).map(lambda number: round(number, 6))


def round_trip(columns: tuple[Column, ...], records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write records to a file and read it as an import does."""
    line = line_writer(columns)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "f.csv"
        file.write_bytes((heading_line(columns) + "".join(map(line, records))).encode())
        source = open_csv(file, delimiter=",")
        survey = source.survey()
        reader = RecordReader(match_headings(survey.headings, columns))
        drafts = [reader.read(row) for row in source.rows()]
    assert [] == [error for draft in drafts for error in draft.errors]
    return [draft.record for draft in drafts]


@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Formulas, quotes, separators, line breaks, guards, clear tokens and blanks at the ends are all just text."""
    assert texts == [record["text"] for record in round_trip((TEXT,), [{"text": text} for text in texts])]


@given(TEXTS, st.integers(-(10**30), 10**30), NUMBERS, st.lists(TEXTS, min_size=1, max_size=4))
def test_every_kind_of_cell_comes_back(text: str, micros: int, number: float, items: list[str]) -> None:
    """Amounts are exact at any size, numbers equal, lists the same."""
    record = {"text": text, "money": {"amountMicros": micros, "currencyCode": "EUR"}, "number": number, "list": items}

    (found,) = round_trip(COLUMNS, [record])
    found["money"]["amountMicros"] = int(found["money"]["amountMicros"])
    assert record == found
