"""A name that two types of the schema would share is refused."""

from __future__ import annotations

import pytest

from schema.errors import DataModelError
from schema.graphql.build import build_schema
from schema.standard import standard_model


@pytest.mark.parametrize(
    ("singular", "plural", "clash"),
    [
        ("links", "allLinks", "Links"),
        ("uUID", "uUIDs", "UUID"),
        ("limits", "allLimits", "Limits"),
        ("query", "queries", "Query"),
    ],
)
def test_clashing_type_name_is_refused(singular: str, plural: str, clash: str) -> None:
    """A custom object may not take the name of a composite, a scalar, a root type or Ferry's own type."""
    model = standard_model().with_custom_object(singular, plural, "Thing", "Things")

    with pytest.raises(DataModelError, match=f'the name "{clash}" is used by two types of the schema'):
        build_schema(model)


def test_clashing_root_field_is_refused() -> None:
    """A custom object may not take the name of a core field."""
    model = standard_model().with_custom_object("limit", "limits", "Limit", "Limits")

    with pytest.raises(DataModelError, match='the root field "limits" of an object is also a core field'):
        build_schema(model)


@pytest.mark.parametrize(
    ("singular", "plural", "clash"),
    [
        ("peopleGroupBy", "peopleGroups", "peopleGroupBy"),
        ("twin", "personDuplicates", "personDuplicates"),
        ("mergePeople", "merges", "mergePeople"),
    ],
)
def test_root_fields_of_two_objects_do_not_clash(singular: str, plural: str, clash: str) -> None:
    """A custom object may not take the name of a root field that another object has."""
    model = standard_model().with_custom_object(singular, plural, "Thing", "Things")
    message = f'the root field "{clash}" would belong to person and {singular}; rename one of the two'

    with pytest.raises(DataModelError, match=message):
        build_schema(model)
