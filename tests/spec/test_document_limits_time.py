"""No text keeps the others waiting: too long ones are refused at once, data of a megabyte is read in a blink."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from graphql import parse, validate

from server.engine.errors import RequestError
from tests.spec.documents import documents, schema

MEGABYTE = 1_000_000
DATA = "mutation { createCompanies(data: "


def fill(*parts: str) -> str:
    """Return the first part, the second until a megabyte is full, and the third."""
    first, middle, last = parts
    return first + middle * (MEGABYTE // len(middle)) + last


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the processor time of the quickest try."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize(
    "text",
    [
        fill("", " ", ""),
        fill("", "#\n", ""),
        fill("", "{", ""),
        fill("{", "a ", "}"),
        fill("", '"', ""),
        fill('{ companies(filter: "', '\\"', ""),
        fill('{ companies(filter: """', '\\"""', ""),
        fill("{ companies { edges { node { id", "@skip(if: true) ", "} } } }"),
        "{ companies { edges { node { id" + "@a" * 100_000 + "} } } }",
        fill("query Q(", "$a: Int = 1 ", ") { __typename }"),
        fill("{ companies(", "a: $b ", ") { totalCount } }"),
        fill(DATA, "[", ""),
        fill(DATA, "{a: ", ""),
        fill(DATA + '"', "x", ""),
        fill(DATA + '"', "\\u{e9}", '") { id } }'),
        fill(DATA + '"""', "\n", '""") { id } }'),
        fill(DATA + "[", "$a ", "]) { id } }"),
        fill(DATA + "[{a: 1, a: 2}", "[]", "]) { id } }"),
    ],
    ids=lambda text: text[:25] + "..." + text[60:66],
)
def test_a_megabyte_too_much_is_refused_at_once(text: str) -> None:
    """Within 50 ms, and no pattern goes back over what it has read."""
    judge = documents()

    def refused() -> None:
        with pytest.raises(RequestError):
            judge.operation(text, None)

    assert seconds(refused) < 0.05


@pytest.mark.parametrize(
    "text",
    [
        fill(DATA + '{name: "', "x", '"}) { id } }'),
        fill(DATA + '{name: "', "é\\n", '"}) { id } }'),
        fill(DATA + '{name: """', '"" \\"""', '"""}) { id } }'),
        fill(DATA + "{employees: ", "9", "}) { id } }"),
        fill(DATA + "{employees: 1.", "9", "}) { id } }"),
        fill(DATA + "[", " ,", "]) { id } }"),
        fill(DATA + "[", "#x\n", "]) { id } }"),
    ],
    ids=["text", "escapes", "block", "digits", "fraction", "blanks", "comments"],
)
def test_a_megabyte_of_data_is_read_at_once(text: str) -> None:
    """One long literal takes milliseconds."""
    judge = documents()

    assert seconds(lambda: judge.operation(text, None)) < 0.15


def test_a_thousand_inline_records_are_read_ten_times_faster_than_parsed() -> None:
    """What the parser and the rules take over a second for is lifted out before them."""
    record = (
        '{name: "Mill %d", domainName: {primaryLinkUrl: "https://m%d.example"}, employees: %d, address: {addressCity: "Bern"}}'
    )
    text = f"{DATA}[{', '.join(record % (n, n, n) for n in range(1_000))}]) {{ id }} }}"
    lifting = documents()

    assert 10 * seconds(lambda: lifting.operation(text, None)) < seconds(lambda: validate(schema(), parse(text)), times=1)
