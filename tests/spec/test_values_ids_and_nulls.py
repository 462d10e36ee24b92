"""The id of a record, and columns that may not be empty."""

from __future__ import annotations

from typing import Any

import pytest

from schema.values.refusals import null_violation
from tests.spec.checking import refusal, refusals, stored

FRIENDLY = "A required field is missing. Please provide all required values and try again."


@pytest.mark.parametrize(("raw", "shown"), [("not-a-uuid", "not-a-uuid"), (5, "5"), ("", "")])
def test_a_bad_id_of_a_new_record_has_words_of_its_own(raw: Any, shown: str) -> None:
    """`id` in create data is refused as a query input."""
    found = refusal("company", {"id": raw})

    assert (f'Value "{shown}" is not a valid UUID', "INVALID_QUERY_INPUT", None) == (
        found.message,
        found.sub_code,
        found.friendly,
    )


def test_a_bad_id_of_a_stored_record_is_an_invalid_uuid() -> None:
    """`id` in update data is judged like every UUID."""
    assert "Invalid UUID value 'x' for field \"id\"" == refusal("company", {"id": "x"}, create=False).message


@pytest.mark.parametrize(
    ("name", "record", "column", "relation"),
    [
        ("company", {"id": None}, "id", "company"),
        ("company", {"createdAt": None}, "createdAt", "company"),
        ("opportunity", {"stage": None}, "stage", "opportunity"),
        ("rocket", {"phase": None}, "phase", "_rocket"),
        ("rocket", {"must": None}, "must", "_rocket"),
        ("rocket", {"must": ""}, "must", "_rocket"),
        ("rocket", {"createdBy": {"source": None}}, "createdBySource", "_rocket"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_null_in_a_column_that_needs_a_value_is_refused(
    name: str, record: dict[str, Any], column: str, relation: str, *, create: bool
) -> None:
    """A not-null column refuses null, and a text that counts as null, without a subCode."""
    found = refusal(name, record, create=create)
    message = f'null value in column "{column}" of relation "{relation}" violates not-null constraint'

    assert (message, None, FRIENDLY) == (found.message, found.sub_code, found.friendly)


def test_the_same_words_serve_a_column_left_out() -> None:
    """The engine refuses a column that was left out in the words of the checker."""
    violation = null_violation("_rocket", "must")

    assert refusal("rocket", {"must": None}).message == violation.message
    assert (None, FRIENDLY) == (violation.sub_code, violation.friendly)


def test_a_column_left_out_is_not_refused_here() -> None:
    """Whether a column that was left out has a default is the engine's to know."""
    assert {} == stored("rocket", {})


def test_null_clears_a_column_that_may_be_empty() -> None:
    """Null is stored, not taken for absent."""
    assert () == refusals("company", {"name": None, "accountOwnerId": None})
    assert {"name": None, "accountOwnerId": None} == stored("company", {"name": None, "accountOwnerId": None}, create=False)
