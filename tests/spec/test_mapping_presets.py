"""Presets know the products they are named after."""

from __future__ import annotations

import pytest

from loaders.errors import UsageError
from loaders.mapping.columns import import_columns
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import Rule
from loaders.mapping.presets import general_names, preset_names, read_preset
from loaders.remote.model import RemoteModel
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata, UniqueIndex
from tests.spec.loader_model import MODEL, columns_of

HERD = ObjectMetadata(
    "herd",
    "herds",
    "Herd",
    "Herds",
    (
        Field("id", FieldType.UUID, "Id"),
        Field("name", FieldType.TEXT, "Name"),
        Field("oldId", FieldType.TEXT, "Old Id"),
        Field("marks", FieldType.ARRAY, "Marks"),
    ),
    unique_indexes=(UniqueIndex(("oldId",)),),
)
COLUMNS = import_columns(HERD, RemoteModel((HERD,)))


def test_the_six_products_have_presets() -> None:
    """`--preset` knows the products people come from."""
    assert ("attio", "hubspot", "pipedrive", "salesforce", "twenty", "zoho") == preset_names()


def test_an_unknown_preset_is_answered_with_those_there_are() -> None:
    """A name is looked up among the presets and never among the files of the machine."""
    with pytest.raises(UsageError, match="attio, hubspot, pipedrive, salesforce, twenty, zoho"):
        read_preset("../general")


@pytest.mark.parametrize("name", [*preset_names(), "general"])
def test_every_path_of_a_preset_is_a_column(name: str) -> None:
    """A preset names fields of the standard objects; a slip of the pen would lead nowhere."""
    preset = general_names() if name == "general" else read_preset(name)
    unknown = [
        f"{object_name}.{path}"
        for object_name, names in preset.objects.items()
        for path in names
        if path not in {column.path for column in columns_of(object_name)}
    ]
    relations = [f"{obj.name_singular}.{relation.name}" for obj in MODEL.objects for relation in obj.parents]

    assert [] == unknown
    assert set() == set(preset.relations) - set(relations)


def test_ids_of_the_old_system_go_to_the_unique_field_there_is_for_them() -> None:
    """With one unique text field the record id has a place; without one it is left out."""
    samples = {0: ("101",), 1: ("Bella",)}
    kept = match_headings(["Record ID", "Name"], COLUMNS, samples=samples, preset=read_preset("hubspot"))
    left = match_headings(["Record ID", "Job Title"], columns_of("person"), samples=samples, preset=read_preset("hubspot"))

    assert [("oldId", Rule.PRESET), ("name", Rule.LABEL)] == [(m.column.path, m.guess.rule) for m in kept.columns]
    assert ["Record ID"] == [column.heading for column in left.left_out]


def test_a_preset_says_how_lists_are_written() -> None:
    """The columns of lists are split as the product joins them."""
    mapping = match_headings(["Marks"], COLUMNS, preset=read_preset("salesforce"))

    assert ";" == mapping.columns[0].format.separator
    assert "#N/A" == read_preset("salesforce").clear_token


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("9/30/2024", "3/1/2024 10:00 AM"), "%m/%d/%Y"),
        (("30/09/2024",), "%d/%m/%Y"),
        (("3/1/2024",), None),
        (("30.09.2024", "9/30/2024"), None),
        ((), None),
    ],
)
def test_a_preset_tells_the_order_of_dates_only_where_one_order_fits(cells: tuple[str, ...], expected: str | None) -> None:
    """Exports follow the account's language, so a product alone does not settle what 3/1/2024 is."""
    mapping = match_headings(
        ["Name", "Close Date"], columns_of("opportunity"), samples={0: ("x",), 1: cells}, preset=read_preset("salesforce")
    )

    assert expected == mapping.columns[1].format.date


def test_noise_is_never_guessed_at() -> None:
    """What only the old system has a use for is left out as such."""
    headings, samples = ["Job Title", "Associated Company IDs"], {0: ("x",), 1: ("9001",)}
    mapping = match_headings(
        headings, columns_of("person"), samples=samples, preset=read_preset("hubspot"), accept_guesses=True
    )

    assert ["of use to HubSpot only"] == [column.reason for column in mapping.left_out]
