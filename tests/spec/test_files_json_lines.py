"""Lines of JSON become cells that lose nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import FileError
from loaders.files.formula_guard import unguard
from loaders.files.jsonl_cells import cell_of, parse_record
from tests.spec.reading import rows_of, survey_of


def cell(value: str) -> str:
    """Return the cell of a value given as JSON."""
    return cell_of(parse_record(f'{{"a": {value}}}')["a"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"text"', "text"),
        ("null", "\\N"),
        ('""', "\\N"),
        (r'"\\N"', "\\\\N"),
        (r'"\\\\N"', "\\\\\\N"),
        (r'"\\Nx"', "\\Nx"),
        ('"\u200d=1"', "\u200d\u200d=1"),
        ('"=1"', "=1"),
        ("true", "true"),
        ("false", "false"),
        ("0", "0"),
        ("-0", "0"),
        ("1.0", "1"),
        ("-12.50", "-12.5"),
        ("1e3", "1000"),
        ("1E-7", "0.0000001"),
        ("1.5e+2", "150"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        ("1e999999", "1e999999"),
        ("[]", "[]"),
        ('[1.0, {"b": 12345678901234567890123}, "é", null]', '[1.0,{"b":12345678901234567890123},"é",null]'),
        ('{ "firstName" : "Ann" }', '{"firstName":"Ann"}'),
    ],
)
def test_every_kind_of_value_has_its_cell(value: str, expected: str) -> None:
    """Null clears, text stays text, numbers keep every digit and lose the exponent."""
    assert expected == cell(value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_nested_values_come_back(value: Any) -> None:
    """What is nested is the same JSON again, whatever its numbers."""
    (text,) = (cell_of(found) for found in parse_record(json.dumps({"a": [value]})).values())

    assert [value] == json.loads(text)


@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\N\u200d=+-@"), min_size=1))
def test_any_text_comes_back(text: str) -> None:
    """A reader of cells takes off one guard, or one backslash before the clear token, and has the text."""
    found = cell_of(parse_record(orjson.dumps({"a": text}).decode())["a"])

    assert found != "\\N"
    plain = unguard(found)
    assert text == (plain[1:] if set(plain[:-1]) == {"\\"} and plain.endswith("\\N") and len(plain) > 2 else plain)


def test_the_headings_are_all_keys_in_order(tmp_path: Path) -> None:
    """A key that appears later is a column further right; a line without it has an empty cell."""
    file = tmp_path / "f.jsonl"
    file.write_text('{"b": 1}\n\n{"a": null, "b": ""}\r\n{"c": "x"}')

    assert ("b", "a", "c") == survey_of(file).headings
    assert (3, 1, 0, 3) == (survey_of(file).rows, survey_of(file).blank_rows, survey_of(file).short_rows, survey_of(file).width)
    assert [(1, 1, ["1", "", ""]), (2, 3, ["\\N", "\\N", ""]), (3, 4, ["", "", "x"])] == [
        (row.number, row.line, row.cells) for row in rows_of(file)
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"a": 1', "line 2, column 8: Expecting ',' delimiter; every line must be one JSON object"),
        (b'{"a": 1} {"a": 2}', "line 2, column 10: Extra data"),
        (b"[1]", "line 2, column 1: not an object"),
        (b"oops", "line 2, column 1: Expecting value"),
        (b'{"a": 1, "b": 2, "a": 3}', 'line 2: the key "a" stands there twice'),
        (b'{"a": {"b": 1, "b": 2}}', 'line 2: the key "b" stands there twice'),
        (b'{"a": NaN}', "line 2: NaN is no JSON value"),
        (b'{"a": "\\ud83d"}', "line 2, column 8"),
        (b'{"a": "x\x01"}', "line 2, column 9: Invalid control character"),
        (b'{"a": ' + b"[" * 100_000, "line 2: nested too deeply"),
        (b'{"a": "\xe9"}', "line 2 .byte 0xe9. is not utf-8"),
    ],
)
def test_a_bad_line_is_named_with_its_column(tmp_path: Path, line: bytes, said: str) -> None:
    """One line that is no record refuses the file, before anything is written anywhere."""
    file = tmp_path / "f.jsonl"
    file.write_bytes(b'{"a": 1}\n' + line + b'\n{"a": 2}\n')

    with pytest.raises(FileError, match=said):
        survey_of(file)


def test_more_than_a_thousand_keys_are_no_fields(tmp_path: Path) -> None:
    """Keys that are data would make a table as wide as it is long."""
    file = tmp_path / "f.jsonl"
    file.write_text("".join(f'{{"k{number}": 1}}\n' for number in range(1025)))

    with pytest.raises(FileError, match="line 1025: more than 1,024 different keys"):
        survey_of(file)
