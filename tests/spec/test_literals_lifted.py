"""Literals of record arguments are lifted out of a text: what they become, and what stays where it is."""

from __future__ import annotations

from typing import Any

import pytest

from server.engine.documents.lifting import lift
from tests.spec.documents import arguments, documents, judged, messages

FIELDS = ("companies", "company", "createCompanies")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("-0", 0),
        ("9223372036854775807", 2**63 - 1),
        ("18446744073709551615", 2**64 - 1),
        ("18446744073709551616", 18446744073709551616.0),
        ("-9223372036854775809", -9223372036854775809.0),
        ("9" * 5_000, float("inf")),
        ("1.5", 1.5),
        ("-2E-3", -0.002),
        ("1e999", float("inf")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("AscNullsLast", "AscNullsLast"),
        ('""', ""),
        ('"a, b # c"', "a, b # c"),
        (r'"\"\\\/\b\f\n\r\té😀"', '"\\/\b\f\n\r\té\U0001f600'),
        ('"tab\tand \x00"', "tab\tand \x00"),
        ('"""\n    a\n      b "" \\"""\n\n  """', 'a\n  b "" """'),
        ('"""a\r\n\tb\r\tc"""', "a\nb\nc"),
        ('"""  """', ""),
        ("[]", []),
        ("[1 [2,3] #4\n {}]", [1, [2, 3], {}]),
        ("{a:1 query:{on:[null]},b:NEW}", {"a": 1, "query": {"on": [None]}, "b": "NEW"}),
    ],
)
def test_a_literal_becomes_plain_json(written: str, value: Any) -> None:
    """Each kind of literal is the value the parser would have found, and the text has a variable in its place."""
    text = f"{{ companies(filter: {written}) {{ edges {{ node {{ id }} }} }} }}"

    assert {"__lifted0": value} == dict(lift(text, FIELDS, 20_000).literals)
    assert {"companies": {"filter": value}} == arguments(text)


@pytest.mark.parametrize(
    "text",
    [
        "{ companies { edges { node { people(first: 3) { totalCount } } } } }",
        '{ __type(name: "Company") { name } }',
        "{ companies(first: $n) { totalCount } }",
        "{ companies(filter: {id: {in: [$a]}}) { totalCount } }",
        '{ companies(filter: "\\u{e9}") { totalCount } }',
        "{ ...F } fragment F on Query { companies(first: 3) { totalCount } }",
        "{ ... on Query { companies(first: 3) { totalCount } } }",
        "{ companies @include(if: true) { totalCount } }",
        "subscription { companies(first: 3) { totalCount } }",
        "query ($a: Int = 3) { companies { totalCount } }",
        "query () { companies(first: 3) { totalCount } }",
        "query ($__lifted0: Int) { companies(first: 3, offset: $__lifted0) { totalCount } }",
        "{ companies(filter: " + "[" * 60 + "]" * 60 + ") { totalCount } }",
    ],
)
def test_what_is_no_literal_of_a_record_argument_stays(text: str) -> None:
    """Arguments of nested and core fields and of directives stay, fragments stay, and so does whatever is in doubt."""
    assert text == lift(text, FIELDS, 20_000).text


@pytest.mark.parametrize(
    ("text", "lifted"),
    [
        (
            "{ companies(first: 3) { totalCount } }",
            "query($__lifted0:Boolean){ companies(first: $__lifted0 ) { totalCount } }",
        ),
        (
            "query A { a: companies(first:3last:4) { totalCount } }",
            "query A { a: companies(first:3last:4) { totalCount } }",
        ),
        (
            'mutation M($u: Boolean) { createCompanies(data: [{name: "A"}]upsert: $u) { id } }',
            "mutation M($__lifted0:Boolean $u: Boolean) { createCompanies(data: $__lifted0 upsert: $u) { id } }",
        ),
        (
            "{company(id: 1) {a}} query{company(id: 2) {a}}",
            "query($__lifted0:Boolean){company(id: $__lifted0 ) {a}} query($__lifted1:Boolean){company(id: $__lifted1 ) {a}}",
        ),
    ],
)
def test_the_variables_are_declared_where_they_stand(text: str, lifted: str) -> None:
    """Each operation declares the variables that stand for its own literals, before those it has."""
    assert lifted == lift(text, FIELDS, 20_000).text


def test_texts_that_differ_in_data_share_a_document() -> None:
    """A text with other data is not parsed again."""
    judge = documents()
    texts = (f'mutation {{ createCompany(data: {{name: "{name}"}}) {{ id }} }}' for name in ("A", "B"))
    first, second = (judged(judge, text) for text in texts)

    assert first is second


def test_the_data_of_earlier_texts_is_gone() -> None:
    """Each text has its own data, also when the document is known."""
    judge = documents()
    found = [judge.operation(f"{{ companies(first: {n}) {{ totalCount }} }}", None)[1] for n in (1, 2, 1)]

    assert [{"__lifted0": 1}, {"__lifted0": 2}, {"__lifted0": 1}] == found


def test_what_is_done_to_the_data_is_not_seen_again() -> None:
    """Whoever gets the data may change it: the next request with the same text finds it as it was written."""
    judge = documents()
    for _ in range(2):
        literals = judge.operation("{ companies(filter: {and: [{}]}) { totalCount } }", None)[1]

        assert {"__lifted0": {"and": [{}]}} == literals
        literals["__lifted0"]["and"].clear()


def test_a_variable_of_the_client_is_not_taken_for_a_literal() -> None:
    """What a client sends under a generated name changes nothing."""
    text = "{ companies(first: 3) { totalCount } }"

    assert {"companies": {"first": 3}} == arguments(text, __lifted0=5)


@pytest.mark.parametrize("literal", ["{name: 1, name: 2}", "[{a: {b: 1 c: 2 b: 3}}]"])
def test_a_name_given_twice_is_refused(literal: str) -> None:
    """An object literal with two fields of one name is refused, as GraphQL says."""
    assert ["There can be only one input field named"] == [
        message.rsplit(" ", 1)[0] for message in messages(f"mutation {{ createCompanies(data: {literal}) {{ id }} }}")
    ]


def test_a_literal_is_not_counted() -> None:
    """Data of any length may be written into a text whose rest is short."""
    data = "[" + ", ".join(f'{{name: "{"x" * 500}", employees: {n}}}' for n in range(200)) + "]"

    assert [] == messages(f"mutation {{ createCompanies(data: {data}) {{ id }} }}")
