"""Values in messages are printed as Node's util.inspect prints them."""

from __future__ import annotations

from typing import Any

import pytest

from schema.values.inspect import UNDEFINED, inspect

COLUMNS = """\
[
  1, 2, 3, 4,
  5, 6, 7, 8
]"""

LONG_LIST = """\
[
    0, 100, 200, 300,
  400, 500, 600, 700,
  800, 900
]"""

TEXTS = """\
[
  'aa', 'bbb', 'c',
  'd',  'e',   'f',
  'g'
]"""

BROKEN = """\
{
  addFiles: [
    {
      fileId: 'not-a-uuid',
      label: 'Document.pdf',
      extension: 'not-allowed-in-input'
    }
  ]
}"""

LONG_TEXT = (
    "{\n  k: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\n' +\n    'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\\n' +\n    'c'\n}"
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (UNDEFINED, "undefined"),
        (True, "true"),
        (False, "false"),
        (42, "42"),
        (-0.0, "-0"),
        (1.0, "1"),
        (0.1, "0.1"),
        (1e21, "1e+21"),
        (123456789012345678, "123456789012345680"),
        (1e-7, "1e-7"),
        (0.000001, "0.000001"),
        (1.5e300, "1.5e+300"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
        ("abc", "'abc'"),
        ("it's", '"it\'s"'),
        ('it\'s "x"', '`it\'s "x"`'),
        ('it\'s "x" `y`', "'it\\'s \"x\" `y`'"),
        ("a\nb\t\\\x00\x1b\x7f", "'a\\nb\\t\\\\\\x00\\x1B\\x7F'"),
        ("漢😀", "'漢😀'"),
        ([], "[]"),
        ({}, "{}"),
        (["Z"], "[ 'Z' ]"),
        ([None, True, 1], "[ null, true, 1 ]"),
        ({"a": 1, "a-b": 2, "it's": 3}, "{ a: 1, 'a-b': 2, \"it's\": 3 }"),
        ({"a": 1, "10": 2, "2": 3, "01": 4}, "{ '2': 3, '10': 2, a: 1, '01': 4 }"),
        ({"a": {"b": {"c": {}, "d": []}}}, "{ a: { b: { c: {}, d: [] } } }"),
        ({"a": {"b": {"c": {"d": 1}, "e": [1]}}}, "{ a: { b: { c: [Object], e: [Array] } } }"),
        ([[[[1]]]], "[ [ [ [Array] ] ] ]"),
        ([1, 2, 3, 4, 5, 6], "[ 1, 2, 3, 4, 5, 6 ]"),
        ([1, 2, 3, 4, 5, 6, 7, 8], COLUMNS),
        ([place * 100 for place in range(10)], LONG_LIST),
        (["aa", "bbb", "c", "d", "e", "f", "g"], TEXTS),
        ({"addFiles": [{"fileId": "not-a-uuid", "label": "Document.pdf", "extension": "not-allowed-in-input"}]}, BROKEN),
        ({"a": "x" * 66}, f"{{\n  a: '{'x' * 66}'\n}}"),
        ({"a": "x" * 59}, f"{{ a: '{'x' * 59}' }}"),
        ({"k": "a" * 40 + "\n" + "b" * 40 + "\nc"}, LONG_TEXT),
        ("a" * 10_002, f"'{'a' * 10_000}'... 2 more characters"),
    ],
)
def test_a_value_is_printed_as_node_prints_it(value: Any, expected: str) -> None:
    """Quotes, escapes, depth, line width and columns follow Node."""
    assert expected == inspect(value)


def test_a_long_list_is_cut() -> None:
    """After a hundred items only their number is printed."""
    lines = inspect([1] * 102).split("\n")

    assert ("[", "  ... 2 more items", "]") == (lines[0], lines[-2], lines[-1])
