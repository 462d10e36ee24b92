"""What the metadata API refuses, and in which words."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, parse

from server.engine.documents.core_variables import refuse_misfits
from server.engine.errors import RequestError
from server.metadata.answers import forbidden
from server.metadata.catalogue import Catalogue
from tests.spec.metadata_reading import ask

UNKNOWN = "c0000000-0000-4000-8000-000000000999"
INPUT = """
  enum FieldMetadataType { TEXT NUMBER }
  input CreateFieldInput { name: String! type: FieldMetadataType! }
  type Query { check(field: CreateFieldInput!, limit: Int): Int }
"""


def error(message: str, **extensions: Any) -> dict[str, Any]:
    """Return an entry of `errors`."""
    return {"message": message, "extensions": {**extensions, "userFriendlyMessage": "An error occurred."}}


def refused_variables(query: str, **variables: Any) -> RequestError:
    """Return the refusal of these variables."""
    operation = parse(query).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)

    with pytest.raises(RequestError) as refused:
        refuse_misfits(build_schema(INPUT), operation, variables)
    return refused.value


@pytest.mark.parametrize(("field", "entity"), [("object", "ObjectMetadataEntity"), ("field", "FieldMetadataEntity")])
def test_an_unknown_id_is_not_found(field: str, entity: str) -> None:
    """An id nothing has is refused with NOT_FOUND."""
    body = ask(f"query ($id: UUID!) {{ {field}(id: $id) {{ id }} }}", id=UNKNOWN)

    assert {"errors": [error(f"Unable to find {entity} with id: {UNKNOWN}", code="NOT_FOUND")], "data": None} == body


def test_a_failing_field_leaves_no_data() -> None:
    """When one root field fails the others have no data either."""
    body = ask(f'{{ objects {{ edges {{ cursor }} }} object(id: "{UNKNOWN}") {{ id }} }}')

    assert body["data"] is None
    assert 1 == len(body["errors"])


def test_a_wrong_enum_variable_is_refused_with_400() -> None:
    """A variable that names no value of its enum is refused before anything runs, with the fault alone as message."""
    query = "query ($f: CreateFieldInput!) { check(field: $f) }"

    refused = refused_variables(query, f={"name": "x1", "type": "NOPE"})

    message = 'Value "NOPE" does not exist in "FieldMetadataType" enum.'
    assert (error(message, code="BAD_USER_INPUT", http={"status": 400}),) == refused.errors
    assert (400, None) == (refused.status, refused.data)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, 'Variable "$f" of required type "CreateFieldInput!" was not provided.'),
        ({"f": None}, 'Variable "$f" of non-null type "CreateFieldInput!" must not be null.'),
        ({"f": {"name": "x", "type": "TEXT"}, "l": "a"}, 'Int cannot represent non-integer value: "a"'),
        ({"f": 5}, 'Expected value of type "CreateFieldInput" to be an object, found: 5.'),
    ],
)
def test_a_variable_that_does_not_fit_is_refused_with_400(variables: dict[str, Any], message: str) -> None:
    """A missing, null or ill-typed variable is refused in the words of GraphQL."""
    refused = refused_variables("query ($f: CreateFieldInput!, $l: Int) { check(field: $f, limit: $l) }", **variables)

    assert [message] == [entry["message"] for entry in refused.errors]


def test_a_variable_that_is_no_uuid_is_refused_with_400() -> None:
    """An id that is no uuid is refused as a variable that does not fit."""
    with pytest.raises(RequestError) as refused:
        ask("query ($id: UUID!) { object(id: $id) { id } }", id="nope")

    assert (400, 'Value "nope" is not a valid UUID') == (refused.value.status, str(refused.value))


def test_an_unknown_field_is_refused_without_suggestion() -> None:
    """A document the schema does not admit is refused with its locations, in graphql-js' words."""
    with pytest.raises(RequestError) as refused:
        ask("{ objects { edges { node { fieldList } } } }")

    expected = {
        "message": 'Cannot query field "fieldList" on type "Object".',
        "locations": [{"line": 1, "column": 28}],
        "extensions": {"code": "GRAPHQL_VALIDATION_FAILED"},
    }
    assert (200, (expected,)) == (refused.value.status, refused.value.errors)


def test_a_request_cannot_ask_for_the_model_over_and_over() -> None:
    """Types that lead back to each other are followed until the budget of a request is used up, and that is said once."""
    lists = "object { fieldsList { " * 4
    body = ask(f"{{ fields(paging: {{first: 1000}}) {{ edges {{ node {{ {lists} id {'} } ' * 4} }} }} }} }}")

    message = "Query too complex - Maximum allowed metadata nodes: 20000"
    expected = error(message, code="BAD_USER_INPUT", subCode="TOO_COMPLEX_QUERY")
    assert {"errors": [expected], "data": None} == body


def test_a_request_without_key_is_forbidden() -> None:
    """The body for a request without a key is Twenty's."""
    assert {"errors": [error("Forbidden resource", code="FORBIDDEN")], "data": None} == forbidden()


def test_a_fault_of_ours_is_logged_and_not_told(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """What breaks inside is an internal error without details; the log has them."""

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Catalogue, "object", broken)

    body = ask(f'{{ object(id: "{UNKNOWN}") {{ id }} }}')

    assert {"errors": [error("Internal server error", code="INTERNAL_SERVER_ERROR")], "data": None} == body
    assert ["secret detail"] == [str(record.exc_info[1]) for record in caplog.records if record.exc_info]


def test_a_refusal_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What a request did wrong is its own business."""
    with caplog.at_level(logging.DEBUG, logger="strawberry"):
        ask(f'{{ object(id: "{UNKNOWN}") {{ id }} }}')

    assert [] == caplog.records
