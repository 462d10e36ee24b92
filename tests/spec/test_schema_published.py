"""The published schema is Twenty's for the objects Ferry ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLSchema

from schema.graphql.build import build_schema
from schema.standard import standard_model
from tests.spec.sdl_shapes import Shape, shapes

RECORDED = Path(__file__).parent.parent / "recorded" / "standard-objects.graphql"
OWN_TYPES = {
    "ChangeKind",
    "ConnectionSnapshot",
    "Limits",
    "SnapshotConsistency",
    "UpsertAction",
    "UpsertError",
    "UpsertOnConflict",
    "UpsertOnError",
}
UNRECORDED_TYPES = {
    "ObjectRecordDateTimeFilter",
    "ObjectRecordFilterInput",
    "ObjectRecordFilterIs",
    "SearchRecord",
    "SearchResultConnection",
    "SearchResultEdge",
    "SearchResultPageInfo",
}
"""Twenty's too, but the recording has record types only."""
OWN_SUFFIXES = ("Change", "Changes", "UpsertResult", "UpsertRow")
OWN_ROOT_FIELDS = {"limits", "search", "releaseSnapshot"}
OWN_VERBS, OWN_ENDINGS = ("upsert",), ("Changes",)
OWN_FIELD = OWN_ARGUMENT = "snapshot"
"""What connections, and the root fields that answer records, have beside what is recorded."""
POINTED_TO_BY_NONE = (
    "Attachment",
    "Blocklist",
    "CalendarChannelEventAssociation",
    "CalendarEventParticipant",
    "CallRecording",
    "MessageChannelMessageAssociationMessageFolder",
    "MessageListMember",
    "MessageParticipant",
    "NoteTarget",
    "TaskTarget",
    "TimelineActivity",
    "WorkflowAutomatedTrigger",
)
LEFT_OUT = {
    "ActorGroupByInput",  # fields that hold an actor are system fields, by which nothing is grouped
    *(f"{name}{suffix}" for name in POINTED_TO_BY_NONE for suffix in ("RelationInput", "ConnectInput", "WhereUniqueInput")),
}
"""Recorded types that no field and no argument has: nobody can use them."""
LEGACY = {
    ("Company", "employees"),
    ("Company", "annualRecurringRevenue"),
    ("Company", "idealCustomerProfile"),
    ("Company", "xLink"),
    ("Person", "city"),
    ("Person", "xLink"),
}


@pytest.fixture(scope="module")
def recorded() -> dict[str, Shape]:
    """Return the recorded shapes."""
    return shapes(RECORDED.read_text("utf-8"))


@pytest.fixture(scope="module")
def fresh() -> dict[str, Shape]:
    """Return the shapes published for a workspace without fields of the earlier generation."""
    return shapes(build_schema(standard_model().without_legacy()).strawberry.as_str())


@pytest.fixture(scope="module")
def whole() -> GraphQLSchema:
    """Return the schema of all standard objects with all their fields."""
    return build_schema(standard_model()).strawberry._schema


def test_types_are_the_recorded_ones(recorded: dict[str, Shape], fresh: dict[str, Shape]) -> None:
    """A fresh workspace has exactly the recorded types, but for those nothing leads to, and Ferry's own."""
    assert recorded.keys() - LEFT_OUT == {
        name for name in fresh.keys() - OWN_TYPES - UNRECORDED_TYPES if not name.endswith(OWN_SUFFIXES)
    }


def test_nothing_leads_to_what_is_left_out(recorded: dict[str, Shape]) -> None:
    """The recorded types that Ferry lacks appear in no other recorded type."""
    assert LEFT_OUT <= recorded.keys()
    for name in recorded.keys() - LEFT_OUT:
        assert set() == mentioned(recorded[name]) & LEFT_OUT, name


def mentioned(shape: Shape) -> set[str]:
    """Return the names of the types that the fields of an input or an output have."""
    kind, content = shape
    notations = content.values() if kind == "input" else [each[0] for each in content.values()] if kind == "type" else ()
    return {notation.strip("[]!") for notation in notations}


def test_every_type_equals_the_recorded_one(recorded: dict[str, Shape], fresh: dict[str, Shape]) -> None:
    """Every field, argument, type, nullability and enum value of a fresh workspace is the recorded one."""
    connections = {f"{name.removesuffix('Edge')}Connection" for name in recorded if name.endswith("Edge")}
    for name in recorded.keys() - LEFT_OUT - {"Query", "Mutation"}:
        kind, content = fresh[name]
        if name in connections:
            content = {field: each for field, each in content.items() if field != OWN_FIELD}

        assert recorded[name] == (kind, content), name


@pytest.mark.parametrize("root", ["Query", "Mutation"])
def test_root_fields_are_the_recorded_ones(root: str, recorded: dict[str, Shape], fresh: dict[str, Shape]) -> None:
    """Every query and mutation has the recorded arguments and answer, and only Ferry's own come on top."""
    _, expected = recorded[root]
    _, actual = fresh[root]
    own = {n for n in actual if n in OWN_ROOT_FIELDS or n.startswith(OWN_VERBS) or n.endswith(OWN_ENDINGS)}
    kept = {
        name: (answer, {argument: each for argument, each in arguments.items() if argument != OWN_ARGUMENT})
        for name, (answer, arguments) in actual.items()
        if name not in own
    }

    assert expected == kept


def test_legacy_fields_are_the_only_additions(recorded: dict[str, Shape], whole: GraphQLSchema) -> None:
    """The fields kept from older workspaces are the only ones the record types have beyond the recorded schema."""
    records = {name for name in recorded if f"{name}Connection" in recorded}
    ours = {name: whole.type_map[name].fields.keys() for name in records}  # type: ignore[attr-defined]

    assert {(name, field) for name in records for field in ours[name] - recorded[name][1].keys()} == LEGACY


def test_fields_come_in_the_order_of_the_model(fresh: dict[str, Shape]) -> None:
    """A record type shows its fields in the order of the model, then join columns, then relations."""
    fields = list(fresh["NoteTarget"][1])

    assert fields[:3] == ["id", "createdAt", "updatedAt"]
    assert fields[-8:-4] == ["noteId", "targetCompanyId", "targetPersonId", "targetOpportunityId"]
    assert fields[-4:] == ["note", "targetCompany", "targetPerson", "targetOpportunity"]


def test_descriptions_come_from_the_model(whole: GraphQLSchema) -> None:
    """Types, fields and enum values carry the descriptions and labels of the model."""
    types = whole.type_map

    assert types["Opportunity"].description == "An opportunity"
    assert types["Opportunity"].fields["closeDate"].description == "Opportunity close date"  # type: ignore[attr-defined]
    assert types["OpportunityStageEnum"].values["NEW"].description == "New"  # type: ignore[attr-defined]
