"""A refusal speaks of the text as it was sent, however much was lifted out of it."""

from __future__ import annotations

import pytest

from tests.spec.documents import UNLIMITED, documents, errors

LONG = "[" + ",\n".join(f'{{name: "{n}", employees: {n}, note: """{"x" * 90}\n"""}}' for n in range(200)) + "]"
"""Data of 400 lines, too long to be parsed."""


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (") { id nope } }", 'Cannot query field "nope" on type "Company".'),
        (") { id } deleteNote(id: 1) { nope } }", 'Cannot query field "nope" on type "Note".'),
        (", data: 2) { id } }", 'There can be only one argument named "data".'),
        (", upsert: $u) { id } }", 'Variable "$u" is not defined.'),
        (") { id ...F } }", 'Unknown fragment "F".'),
        (") { id ) }", 'Syntax Error: Expected Name, found ")".'),
        (" oops) { id } }", 'Syntax Error: Expected ":", found ")".'),
        (") { id }", "Syntax Error: Expected Name, found <EOF>."),
        (',\n upsert: "\\x") { id } }', 'Syntax Error: Invalid character escape sequence: "\\x".'),
    ],
)
def test_a_fault_beside_long_data_is_named_where_it_is(after: str, message: str) -> None:
    """Message and location are those of the whole text, parsed as it is."""
    text = f"mutation {{ # é\r\n createCompanies(data: {LONG}{after}"

    assert errors(text, UNLIMITED) == errors(text)
    assert message == errors(text)[0]["message"]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ('{name: "a" b}', 'Syntax Error: Expected ":", found "}".'),
        ("{name 1}", 'Syntax Error: Expected ":", found Int "1".'),
        ("[1 2)", 'Syntax Error: Unexpected ")".'),
        ("{a: 01}", 'Syntax Error: Invalid number, unexpected digit after 0: "1".'),
        ('{a: "\\ud83d"}', 'Syntax Error: Invalid Unicode escape sequence: "\\ud83d".'),
        ('{a: "line\nbreak"}', "Syntax Error: Unterminated string."),
        ("{a: [1, 2}", 'Syntax Error: Unexpected "}".'),
        ("[{a: 1]]", 'Syntax Error: Expected Name, found "]".'),
        ("{a: ?}", 'Syntax Error: Unexpected character: "?".'),
    ],
)
def test_a_fault_in_the_data_is_named_where_it_is(fault: str, message: str) -> None:
    """A mistake among thousands of values has the parser's own words and the place it has in the whole text."""
    text = f"mutation {{ createCompanies(data: [{LONG},\n\n{fault}, {LONG}]) {{ id }} }}"

    assert errors(text, UNLIMITED) == errors(text)
    assert message == errors(text)[0]["message"]


def test_a_doubled_name_deep_in_long_data_is_refused_for_its_place() -> None:
    """What the parser would only find after reading everything is refused as too long, and the place is named."""
    text = f"mutation {{ createCompanies(data: [{LONG},\n{{a: 1, a: 2}}]) {{ id }} }}"
    (found,) = errors(text)

    assert f"Too many characters: {len(text)} - Maximum allowed characters: 20000. Send data in variables." in found["message"]
    assert [{"line": LONG.count("\n") + 2, "column": 6}] == found["locations"]


def test_half_a_word_is_not_quoted() -> None:
    """A word so long that the parser would see a part of it only is refused as what it makes of the text: too long."""
    text = f"mutation {{ createCompanies(data: [{LONG}, {{a {'9' * 3_000}}}]) {{ id }} }}"

    assert ["Document too complex - Too many characters"] == [error["message"][:42] for error in errors(text)]


def test_a_fault_before_the_data_comes_first() -> None:
    """Of two mistakes the parser names the first."""
    text = f"mutation ($) {{ createCompanies(data: [{LONG}, ?]) {{ id }} }}"

    assert ['Syntax Error: Expected Name, found ")".'] == [error["message"] for error in errors(text)]


def test_equal_literals_may_still_be_merged() -> None:
    """Two fields of one key with equal arguments agree, in an operation that is not the one to execute."""
    page = "companies(first: 1) { totalCount }"
    text = f"query A {{ company(filter: {{}}) {{ id }} }} query B {{ {page} {page} }}"

    assert [] == errors(text, name="A")


def test_a_refused_text_is_refused_alike_again() -> None:
    """The second refusal, from what is kept, equals the first."""
    judge = documents()
    text = '{ companies(filter: {name: {eq: "A"}}) { nope } }'
    found = []
    for _ in range(2):
        with pytest.raises(Exception, match="nope") as refused:
            judge.operation(text, None)
        found.append(refused.value.errors)  # type: ignore[attr-defined]

    assert found[0] == found[1]
