"""Documents and values broken by hand, one way each, are refused with a code and change nothing."""

from __future__ import annotations

import json
from typing import Final

import pytest

from tests.security.line import Line

LIST: Final = "query($first: Int, $filter: CompanyFilterInput) { companies(first: $first, filter: $filter) { totalCount } }"
BELOW: Final = "query($first: Int) { companies { edges { node { people(first: $first) { totalCount } } } } }"
TYPE: Final = "query($name: String!) { __type(name: $name) { name } }"
TYPENAME: Final = "{ __typename }"
CREATE: Final = "mutation($data: CompanyCreateInput!) { createCompany(data: $data) { id } }"
REFUSALS: Final = {"BAD_USER_INPUT", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}
NINES: Final = "9" * 5_000


def nested(depth: int, start: str = "[", end: str = "]") -> str:
    """Return a JSON text nested this deep."""
    return start * depth + "1" + end * depth


DOCUMENTS: Final = {
    "an open selection": "{",
    "an empty selection": "{}",
    "an empty argument list": "{ companies() { totalCount } }",
    "a stray bracket": "{ __typename } }",
    "a stray character": "{ __typename ? }",
    "a NUL": "{ __typename \x00 }",
    "an open text": '{ company(filter: {name: {eq: "}}) { id } }',
    "an open block text": '{ company(filter: {name: {eq: """}}) { id } }',
    "a text with a lone surrogate": '{ company(filter: {name: {eq: "\\ud800"}}) { id } }',
    "a text beyond Unicode": '{ company(filter: {name: {eq: "\\u{110000}"}}) { id } }',
    "a number with a leading zero": "{ companies(first: 01) { totalCount } }",
    "a subscription": "subscription { companies { totalCount } }",
    "a fragment of itself": "{ companies { ...F } } fragment F on CompanyConnection { ...F }",
    "an unknown fragment": "{ companies { ...F } }",
    "an unused fragment": "{ __typename } fragment F on Query { __typename }",
    "two operations of one name": "query A { __typename } query A { __typename }",
    "two variables of one name": "query($a: Int, $a: Int) { companies(first: $a) { totalCount } }",
    "a variable of no type": "query($a: Nope) { companies(first: $a) { totalCount } }",
    "a variable nobody declared": "{ companies(first: $a) { totalCount } }",
    "an unknown directive": "{ companies @nope { totalCount } }",
    "a directive without its argument": "{ companies @include { totalCount } }",
    "an unknown field": "{ nope }",
    "an unknown argument": "{ companies(nope: 1) { totalCount } }",
    "an object key twice": "{ companies(filter: {name: {eq: 1}, name: {eq: 2}}) { totalCount } }",
    "a selection in a scalar": "{ companies { totalCount { a } } }",
    "no selection in an object": "{ companies }",
    "a thousand braces": "{a" * 1_000 + "}" * 1_000,
    "ten thousand brackets": "{ companies(filter: " + "[" * 10_000 + "]" * 10_000 + ") { totalCount } }",
    "a thousand aliases": "{" + " ".join(f"a{number}: companies {{ totalCount }}" for number in range(1_000)) + "}",
    "a thousand directives": "{ companies " + "@nope " * 1_000 + "{ totalCount } }",
}
NUMBERS: Final = {
    "a text": '"abc"',
    "less than nothing": "-1",
    "a list": "[1]",
    "an object": "{}",
    "an object of a list": '{"a": [1]}',
    "deep lists": nested(500),
}
FILTERS: Final = {
    "a text": '"name"',
    "a list": "[[]]",
    "an unknown field": '{"nope": {"eq": 1}}',
    "an unknown operator": '{"name": {"nope": 1}}',
    "no operator": '{"name": 5}',
    "a number for a text": '{"name": {"eq": 5}}',
    "a huge number for a text": f'{{"name": {{"eq": {NINES}}}}}',
    "a text for a list": '{"name": {"in": "x"}}',
    "deep conditions": nested(400, '{"not": ', "}"),
    "deep values": f'{{"name": {{"eq": {nested(500)}}}}}',
}
DATA: Final = {
    "a list": "[]",
    "a text": '"x"',
    "an unknown field": '{"nope": 1}',
    "a surrogate pair torn": '{"name": "\\ud83d"}',
    "a NUL": '{"name": "\\u0000"}',
    "a number without end": f'{{"name": {NINES}}}',
    "a deep text": f'{{"name": {nested(500)}}}',
    "a deep composite": f'{{"address": {nested(500, chr(123) + chr(34) + "a" + chr(34) + ": ", chr(125))}}}',
    "a prototype": '{"__proto__": {"name": "x"}}',
}
VARIABLES: Final = {
    f"{number}, {case} for {name}": (query, name, text)
    for number, (query, name, cases) in enumerate(
        (
            (LIST, "first", NUMBERS),
            (BELOW, "first", NUMBERS),
            (TYPE, "name", {"deep lists": nested(500), "a number": "1", "a huge number": NINES}),
            (LIST, "filter", FILTERS),
            (CREATE, "data", DATA),
        )
    )
    for case, text in cases.items()
}
HUGE: Final = ("9" * 19, "9" * 30, NINES, f"-{NINES}", "1e400", "-1e400")
HOLDERS: Final = (
    "{ companies(first: %s) { totalCount } }",
    "{ companies(offset: %s) { totalCount } }",
    "{ companies(filter: {employees: {eq: %s}}) { totalCount } }",
    "{ companies(filter: {annualRevenue: {amountMicros: {in: [%s]}}}) { totalCount } }",
    "{ companies { edges { node { people(first: %s) { totalCount } } } } }",
    "{ companiesGroupBy(groupBy: [{name: true}], limit: %s) { totalCount } }",
    "mutation { createCompany(data: {employees: %s}) { employees } }",
    "mutation { createCompany(data: {position: %s}) { position } }",
    "mutation { createCompany(data: {annualRevenue: {amountMicros: %s}}) { id } }",
    "mutation { createTimelineActivity(data: {properties: {a: %s}}) { properties } }",
)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_broken_documents(line: Line, document: str) -> None:
    """A document that does not parse or validate is refused as one, with 200 and a code."""
    status, codes = line.send("/graphql", json.dumps({"query": document}).encode())

    assert (200, 1) == (status, len(codes))
    assert codes <= REFUSALS


@pytest.mark.parametrize(("document", "name", "text"), VARIABLES.values(), ids=VARIABLES)
def test_broken_values(line: Line, document: str, name: str, text: str) -> None:
    """A value that fits nothing is refused, or its body is where the JSON itself is broken."""
    body = f'{{"query": {json.dumps(document)}, "variables": {{"{name}": {text}}}}}'
    status, codes = line.send("/graphql", body.encode())

    assert status in {200, 400}
    assert codes <= REFUSALS
    assert codes or status == 400


@pytest.mark.parametrize("document", HOLDERS)
def test_huge_numbers(line: Line, document: str) -> None:
    """A number no column holds is taken as near as it can be, or refused, in a document as in a variable."""
    variable = document.replace("%s", "$n")
    by_variable = f"mutation($n: Int) {variable[9:]}" if variable.startswith("mutation") else f"query($n: Int) {variable}"
    bodies = [
        json.dumps({"query": query}).encode().replace(b"%s", number.encode())
        if "%s" in query
        else f'{{"query": {json.dumps(query)}, "variables": {{"n": {number}}}}}'.encode()
        for number in HUGE
        for query in (document, by_variable)
    ]

    assert [] == [body for body in bodies if "INTERNAL_SERVER_ERROR" in line.send("/graphql", body)[1]]


def test_deep_variables_nobody_declared(line: Line) -> None:
    """A variable that is not used may nest as deep as JSON can be read."""
    body = f'{{"query": "{TYPENAME}", "variables": {{"a": {nested(500)}}}}}'

    assert (200, set()) == line.send("/graphql", body.encode())
