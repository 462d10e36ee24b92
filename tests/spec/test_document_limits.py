"""Each limit of a document: what is at the limit is accepted, one more is refused by name, number and cure."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from graphql import parse

from server.app import document_limits
from server.engine.documents.limits import DocumentLimits
from server.settings import Settings, read_settings
from tests.spec.documents import errors, messages

SEND_DATA = "Send data in variables."


def records(inside: str, more: str = "") -> str:
    """Return a query that selects this of each company."""
    return f"{{ companies {{ edges {{ node {{ {inside} }} }} }} }} {more}".rstrip()


def refusal(name: str, found: int, most: int, cure: str = "Ask for less, or in several documents.") -> str:
    """Return the message that refuses a document."""
    return f"Document too complex - Too many {name}: {found} - Maximum allowed {name}: {most}. {cure}"


def names(count: int, start: int = 0) -> str:
    """Return so many renamed fields."""
    return " ".join(f"a{number}: id" for number in range(start, start + count))


def nested(depth: int) -> str:
    """Return a selection of so many nested fields."""
    return "{ ofType " * (depth - 1) + "{ name }" + " }" * (depth - 1)


def spread(inside: str, fragment: str, condition: str = "Company") -> str:
    """Return a query that selects this of each company; it may spread the fragment F."""
    return records(inside, f"fragment F on {condition} {{ {fragment} }}")


def skipped(count: int) -> str:
    """Return so many renamed fields with a directive each."""
    return " ".join(f"a{number}: id @skip(if: true)" for number in range(count))


SKIP = " @skip(if: true)"
DEEP = '{{ __type(name: "A") {{ ofType {{ ...F }} }} }} fragment F on __Type {{ ...G }} fragment G on __Type {}'
Text = Callable[[int], str]
CASES: dict[str, tuple[str, int, Text]] = {
    "characters": ("characters", 20_000, "{ __typename }".ljust),
    "characters of records": ("characters", 20_000, records("id").ljust),
    "fields": ("fields", 200, lambda n: f"{{ limits {{ {' '.join(f'a{i}: maxRootFields' for i in range(n - 1))} }} }}"),
    "fields of fragments": ("fields", 200, lambda n: spread(names(n - 153) + " ...F" * 30, names(5, 900))),
    "aliases": ("aliases", 30, lambda n: records(names(n))),
    "aliases of fragments": ("aliases", 30, lambda n: spread(names(n - 20) + " ...F" * 4, names(5, 900))),
    "aliases below": ("aliases", 30, lambda n: records(f"people {{ edges {{ node {{ {names(n)} }} }} }}")),
    "directives": ("directives", 50, lambda n: records(skipped(n))),
    "directives of fragments": ("directives", 50, lambda n: spread(skipped(n - 48) + f" ...F{SKIP}" * 12, "id @a @b name @c")),
    "directives at a place": ("directives at a place", 5, lambda n: records("id" + SKIP * n)),
    "directives at a spread": ("directives at a place", 5, lambda n: spread("...F" + SKIP * n, "id")),
    "directives at an operation": ("directives at a place", 5, lambda n: f"query Q{' @a' * n} {records('id')}"),
    "directives at a variable": ("directives at a place", 5, lambda n: f"query ($a: Int{' @a' * n}) {records('id')}"),
    "directives at a fragment": ("directives at a place", 5, lambda n: spread("...F", "id", f"Company{' @a' * n}")),
    "nested fields": ("nested fields", 15, lambda n: f'{{ __type(name: "Query") {nested(n - 1)} }}'),
    "nested fields of fragments": ("nested fields", 15, lambda n: DEEP.format(nested(n - 2))),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_at_the_limit_is_within_it(case: str) -> None:
    """The limit itself is allowed."""
    _, most, text = CASES[case]

    assert not any("Too many" in message for message in messages(text(most), limits_of(case)))


@pytest.mark.parametrize("case", CASES)
def test_one_more_is_refused(case: str) -> None:
    """The refusal names the limit, what was found and what to do."""
    name, most, text = CASES[case]
    is_text = name == "characters"
    expected = refusal(name, most + 1, most, *([SEND_DATA] if is_text else []))
    code = "GRAPHQL_PARSE_FAILED" if is_text else "GRAPHQL_VALIDATION_FAILED"

    assert [(expected, code)] == [(e["message"], e["extensions"]["code"]) for e in errors(text(most + 1), limits_of(case))]


def limits_of(case: str) -> DocumentLimits:
    """Return the default limits, with room for what a case must have more of to reach its own."""
    return DocumentLimits(fields=200, aliases=30 if case.startswith("aliases") else 1_000)


@pytest.mark.parametrize(
    "text",
    [
        records('id # a comment\n ...on Company @skip(if: true) { people(first: -12.5e3, filter: """a " \\""" b""") { id } }'),
        'query Q($a: [String!]! = ["a \\" # b" , ""] @a) { a: limits { id } } fragment F on Query { ...on A { id } }',
    ],
)
def test_tokens_are_counted_as_the_parser_counts_them(text: str) -> None:
    """As many tokens as the parser finds, comments among them, may be the limit; one less may not."""
    count = parse(text).token_count

    assert not any("Too many tokens" in message for message in messages(text, DocumentLimits(tokens=count)))
    assert [refusal("tokens", count, count - 1, SEND_DATA)] == messages(text, DocumentLimits(tokens=count - 1))


def test_a_literal_of_a_record_argument_counts_as_one_token() -> None:
    """However much is written into it; it has no characters."""
    text = "{{ companies(filter: {}) {{ totalCount }} }}"
    written = "{a: [1, 2, {b: 3}], c: null}"
    limits = DocumentLimits(tokens=11, characters=len(text.format("")))

    assert [] == messages(text.format(written), limits)
    assert [refusal("tokens", 14, 11, SEND_DATA)] == messages(text.format(written + " a: 1").replace("filter", "f"), limits)


def test_the_defaults_are_the_settings() -> None:
    """A server without settings has the documented limits, and each can be set."""
    assert DocumentLimits(20_000, 2_000, 2_000, 30, 50, 5, 15) == DocumentLimits() == document_limits(Settings())

    environment = {f"FERRY_MAX_{name}": str(number) for number, name in enumerate(_SETTINGS, 1)}
    assert DocumentLimits(1, 2, 3, 4, 5, 6, 7) == document_limits(read_settings(environment))


_SETTINGS = ("CHARACTERS", "TOKENS", "FIELDS", "ALIASES", "DIRECTIVES", "DIRECTIVES_AT_A_PLACE", "DEPTH")


def test_directives_are_counted_in_all_operations() -> None:
    """The limit of directives is one of the document, whichever operation is asked for."""
    text = " ".join(f"query Q{n} {{ limits @skip(if: false) {{ maxRootFields }} }}" for n in range(51))

    assert [refusal("directives", 51, 50)] == [error["message"] for error in errors(text, name="Q0")]


def test_too_many_root_fields_are_refused_as_such() -> None:
    """The record layer's own refusal comes before those of aliases and directives."""
    text = "{" + " ".join(f"a{n}: companies @skip(if: true) {{ totalCount }}" for n in range(101)) + "}"

    assert ["Query too complex - Too many root resolvers requested: 101 - Maximum allowed root resolvers: 20"] == messages(text)


def test_a_hundred_and_one_aliases_of_a_core_field_are_refused() -> None:
    """The audit's document is refused for its aliases."""
    text = "query cop {" + " ".join(f"alias{n}: __typename" for n in range(101)) + "}"

    assert [refusal("aliases", 101, 30)] == messages(text)
