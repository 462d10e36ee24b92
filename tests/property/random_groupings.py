"""Random groupBy arguments: every kind of dimension, granularity, zone, order and limit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import strategies as st

from schema.aggregates import Aggregate, Function, object_aggregates
from schema.composites import COMPOSITES
from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.grouping import DATES, DateGranularity, FirstDayOfTheWeek, groupable_parts, is_groupable
from schema.model import Field, ObjectMetadata
from tests.property.plain_filters import Workspace
from tests.property.plain_groups import Grouping
from tests.property.random_filters import filters
from tests.property.random_orderings import DIRECTIONS, orderings

ZONES = (
    *("UTC", "Etc/UTC", "Europe/Paris", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo"),
    *("Asia/Kolkata", "Asia/Kathmandu", "Pacific/Apia", "Pacific/Chatham", "Australia/Lord_Howe", "Antarctica/Troll"),
)
_Json = st.SearchStrategy[Any]
_UNSEEN = frozenset({FieldType.ACTOR, FieldType.RICH_TEXT, FieldType.TS_VECTOR})
"""Types that the server fills in, at least in part, which the stored records of a random workspace lack."""


def groupings(workspace: Workspace, obj: ObjectMetadata) -> st.SearchStrategy[Grouping]:
    """Return the arguments of a groupBy of an object."""
    related = frozenset({"company"})
    dimensions = st.lists(_dimensions(workspace.model, obj), max_size=3)
    return dimensions.flatmap(
        lambda chosen: st.builds(
            Grouping,
            st.just(chosen),
            st.lists(st.one_of([_order(each) for each in chosen] + [_aggregate_order(obj)]), max_size=3),
            st.just({}) | filters(workspace, obj),
            st.sampled_from([None, None, 0, -1, 1, 2, 3, 7, 100]),
            st.just([]) | orderings(workspace.model, obj, related),
            st.sampled_from([None, None, 0, 1, 3, 12]),
        )
    )


def aggregates(obj: ObjectMetadata) -> st.SearchStrategy[list[Aggregate]]:
    """Return some of the aggregates of an object."""
    return st.lists(
        st.sampled_from(Function).flatmap(lambda each: st.sampled_from(_computed(obj, each))), max_size=6, unique=True
    )


def _computed(obj: ObjectMetadata, function: Function) -> list[Aggregate]:
    return [each for each in _aggregates(obj) if each.function is function]


def _aggregates(obj: ObjectMetadata) -> list[Aggregate]:
    seen = {field.name for field in obj.fields if field.type not in _UNSEEN}
    return [each for each in object_aggregates(obj) if each.field in seen]


@cache
def _dimensions(model: DataModel, obj: ObjectMetadata) -> _Json:
    own = dict(_fields(obj))
    for relation in obj.parents:
        if relation.target == "company":
            own[relation.name] = _one_of(dict(_fields(model.by_name[relation.target])))
            own[relation.join_column] = st.just(True)
    return _one_of(own)


def _one_of(entries: dict[str, _Json]) -> _Json:
    return st.sampled_from(sorted(entries)).flatmap(lambda name: _under(name, entries[name]))


def _fields(obj: ObjectMetadata) -> Iterator[tuple[str, _Json]]:
    for field in obj.fields:
        if is_groupable(field) and field.type not in _UNSEEN:
            yield field.name, _definition(field)


def _definition(field: Field) -> _Json:
    if field.type in COMPOSITES:
        return st.sampled_from([{part.name: True} for part in groupable_parts(COMPOSITES[field.type])])
    return _period(field.type) | st.just(True) if field.type in DATES else st.just(True)


def _period(field_type: FieldType) -> _Json:
    granularity = st.sampled_from([each.value for each in DateGranularity])
    starts = st.sampled_from([None, *(each.value for each in FirstDayOfTheWeek)])
    zone = {"timeZone": st.sampled_from(ZONES)}
    needed, free = (zone, {}) if field_type is FieldType.DATE_TIME else ({}, zone)
    return st.fixed_dictionaries({"granularity": granularity, **needed}, optional={"weekStartDay": starts, **free})


def _under(name: str, inner: _Json) -> _Json:
    return inner.map(lambda value: {name: value})


def _order(dimension: Any) -> _Json:
    """Return orders by a dimension: its fields, and for a period with or without the granularity."""
    if dimension is True:
        return DIRECTIONS
    if "granularity" in dimension:
        with_granularity = DIRECTIONS.map(lambda way: {"orderBy": way, "granularity": dimension["granularity"]})
        return DIRECTIONS | with_granularity
    ((name, inner),) = dimension.items()
    return _under(name, _order(inner))


def _aggregate_order(obj: ObjectMetadata) -> _Json:
    # Sums and means of fractions depend on the order in which they are added up: nothing to sort by.
    exact = [each.name for each in _aggregates(obj) if each.function not in ("sum", "avg")]
    names = st.sampled_from(["totalCount", *exact])
    return _under("aggregate", st.tuples(names, DIRECTIONS).map(lambda pair: dict([pair])))
