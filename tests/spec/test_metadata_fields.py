"""Plain fields: options, defaults and settings in metadata form."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, Option
from tests.spec.metadata_reading import read_field, with_rocket

VALUES = "type label isNullable isSystem isActive defaultValue options settings relation { type } morphRelations { type }"


def without_ids(options: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return the options without their ids."""
    return [{key: value for key, value in option.items() if key != "id"} for option in options]


def test_a_select_has_options_and_a_quoted_default() -> None:
    """The options of a SELECT carry value, label, colour and position; the default is a quoted value."""
    stage = read_field("opportunity", "stage", VALUES)

    expected = [
        {"value": "NEW", "label": "New", "color": "red", "position": 0},
        {"value": "SCREENING", "label": "Screening", "color": "purple", "position": 1},
        {"value": "MEETING", "label": "Meeting", "color": "sky", "position": 2},
        {"value": "PROPOSAL", "label": "Proposal", "color": "turquoise", "position": 3},
        {"value": "CUSTOMER", "label": "Customer", "color": "yellow", "position": 4},
    ]
    assert expected == without_ids(stage["options"])
    assert ("SELECT", "'NEW'", False) == (stage["type"], stage["defaultValue"], stage["isNullable"])


def test_every_option_has_an_id_of_its_own() -> None:
    """No two options share an id."""
    options = read_field("opportunity", "stage", "options")["options"]

    assert 5 == len({option["id"] for option in options})


def test_a_rating_has_five_options() -> None:
    """A RATING brings its five options along; they have no colour."""
    stars = read_field("rocket", "stars", "options", with_rocket(Field("stars", FieldType.RATING, "Stars")))

    expected = [{"value": f"RATING_{n}", "label": str(n), "position": n - 1} for n in range(1, 6)]
    assert expected == without_ids(stars["options"])


def test_a_multi_select_shows_the_options_it_was_given() -> None:
    """The options of a custom MULTI_SELECT come in their order."""
    tags = Field("tags", FieldType.MULTI_SELECT, "Tags", options=(Option("A", "A", "green"), Option("B", "B", "red")))

    options = read_field("rocket", "tags", "options", with_rocket(tags))["options"]

    expected = [
        {"value": "A", "label": "A", "color": "green", "position": 0},
        {"value": "B", "label": "B", "color": "red", "position": 1},
    ]
    assert expected == without_ids(options)


def test_a_plain_field_has_nothing_more() -> None:
    """A TEXT has no default, options, settings or relation: they read null."""
    expected = {
        "type": "TEXT",
        "label": "Name",
        "isNullable": True,
        "isSystem": False,
        "isActive": True,
        "defaultValue": None,
        "options": None,
        "settings": None,
        "relation": None,
        "morphRelations": None,
    }

    assert expected == read_field("company", "name", VALUES)


def test_defaults_keep_their_metadata_form() -> None:
    """Functions are bare words, text has inner quotes, numbers are bare, composites are objects."""
    defaults = {
        name: read_field("company", name, "defaultValue")["defaultValue"]
        for name in ("id", "createdAt", "position", "createdBy")
    }

    expected = {
        "id": "uuid",
        "createdAt": "now",
        "position": 0,
        "createdBy": {"name": "'System'", "source": "'MANUAL'", "workspaceMemberId": None},
    }
    assert expected == defaults


def test_a_false_default_is_not_lost() -> None:
    """False is a default like any other, not the lack of one."""
    reusable = Field("reusable", FieldType.BOOLEAN, "Reusable", default=False)

    assert read_field("rocket", "reusable", "defaultValue", with_rocket(reusable))["defaultValue"] is False


def test_settings_are_shown_as_they_are() -> None:
    """Settings of numbers, dates and lists are those of the model."""
    names = (("workspaceMember", "calendarStartDay"), ("company", "createdAt"), ("company", "domainName"))

    expected = [{"dataType": "int"}, {"displayFormat": "RELATIVE"}, {"maxNumberOfValues": 1}]
    assert expected == [read_field(obj, name, "settings")["settings"] for obj, name in names]


def test_fields_of_the_earlier_generation_are_ordinary_fields() -> None:
    """The fields kept for old exports are active, nullable fields without a mark."""
    expected = {"type": "NUMBER", "isActive": True, "isNullable": True, "isSystem": False}

    assert expected == read_field("company", "employees", "type isActive isNullable isSystem")
