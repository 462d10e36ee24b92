"""Lifting literals out of a text changes nothing but the time it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.graphql.build import build_schema
from schema.operations import root_fields
from schema.standard import standard_model
from server.engine.documents import judge
from server.engine.documents.judge import Documents
from server.engine.documents.lifting import lift, whole
from server.engine.documents.limits import DocumentLimits
from server.engine.documents.selections import arguments_of, collect_roots
from server.engine.documents.variables import given_variables
from server.engine.errors import RequestError
from tests.property.random_documents import RandomDocument

MODEL = standard_model()
SCHEMA, FIELDS = build_schema(MODEL).selection, root_fields(MODEL)
VARIABLES = {"x": True, "y": {"deep": [1]}, "__lifted0": "sent by the client"}
UNLIMITED = DocumentLimits(*[10**9] * 7)
seeds = st.integers(0, 2**40)


def outcome(documents: Documents, text: str, name: str | None) -> object:
    """Return what an operation asks for with all its arguments, or the errors that refuse it; 1, 1.0 and true differ."""
    try:
        operation, literals = documents.operation(text, name)
        if not operation.is_record:
            return "core"
        variables = given_variables(SCHEMA, operation, {**VARIABLES, **literals})
    except RequestError as refused:
        return refused.errors, refused.data, refused.status, refused.strict_status
    roots = collect_roots(operation, variables)
    return repr([(root.selection, arguments_of(root.node, variables)) for root in roots])


def unlifted(text: str, name: str | None) -> object:
    """Return the outcome when the parser reads every literal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "lift", lambda text, *_: whole(text))
        return outcome(Documents(SCHEMA, FIELDS, UNLIMITED), text, name)


@settings(max_examples=300, deadline=None)
@given(seed=seeds, name=st.sampled_from([None, "A"]))
def test_a_lifted_text_asks_for_the_same(seed: int, name: str | None) -> None:
    """Selections, arguments, variables and refusals are those of the text that is parsed as it is; so the second time."""
    text = RandomDocument(seed).text
    documents = Documents(SCHEMA, FIELDS, UNLIMITED)
    expected = unlifted(text, name)

    assert expected == outcome(documents, text, name)
    assert expected == outcome(documents, text, name)


@settings(max_examples=200, deadline=None)
@given(seed=seeds)
def test_a_text_too_long_to_be_parsed_asks_for_the_same(seed: int) -> None:
    """Where only what is left of a text may be parsed, its refusals are still those of the whole text, places included."""
    text = RandomDocument(seed).text
    lifted = lift(text, FIELDS, len(text))
    limits = replace(UNLIMITED, characters=lifted.characters if lifted.literals else len(text) - 1)
    found = outcome(Documents(SCHEMA, FIELDS, limits), text, None)

    assert found == unlifted(text, None) or (not lifted.literals and "Too many characters" in str(found))
