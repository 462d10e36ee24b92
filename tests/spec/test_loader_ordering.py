"""`--sort` and `--columns` are read against the columns of the object."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.errors import UsageError
from loaders.exports.ordering import choose_columns, parse_sort
from loaders.mapping.columns import export_columns
from schema.standard.person import PERSON

COLUMNS = export_columns(PERSON)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (None, [{"id": "AscNullsFirst"}]),
        ("jobTitle", [{"jobTitle": "AscNullsFirst"}, {"id": "AscNullsFirst"}]),
        ("Job Title:desc", [{"jobTitle": "DescNullsLast"}, {"id": "AscNullsFirst"}]),
        ("emails.primaryEmail:AscNullsLast", [{"emails": {"primaryEmail": "AscNullsLast"}}, {"id": "AscNullsFirst"}]),
        ("company.name:asc, id:desc", [{"company": {"name": "AscNullsFirst"}}, {"id": "DescNullsLast"}]),
    ],
)
def test_an_order_ends_with_the_id(text: str | None, order: list[dict[str, Any]]) -> None:
    """Paths, labels and related fields sort; the id decides between equals, once."""
    assert order == parse_sort(text, COLUMNS)


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("jobTitle", ["id", "jobTitle"]),
        ("company,name", ["id", "companyId", "name.firstName", "name.lastName"]),
        ("Emails / Primary Email,id,jobTitle,jobTitle", ["id", "emails.primaryEmail", "jobTitle"]),
    ],
)
def test_columns_come_once_and_after_the_id(text: str, paths: list[str]) -> None:
    """Fields, parts, relations and labels name columns in the order given."""
    assert paths == [column.path for column in choose_columns(text, COLUMNS)]


@pytest.mark.parametrize("text", ["nmae", "emails", "jobTitle:sideways", "people.name"])
def test_a_sort_that_cannot_be_is_refused(text: str) -> None:
    """Unknown fields, whole composites, unknown directions and lists of children do not sort."""
    with pytest.raises(UsageError, match="--sort"):
        parse_sort(text, COLUMNS)
