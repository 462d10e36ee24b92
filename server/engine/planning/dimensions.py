"""Dimensions: the JSON of a groupBy argument, judged and turned into what records are grouped by."""

from __future__ import annotations

from typing import Any, Final

from schema.composites import COMPOSITES
from schema.grouping import DATES, groupable_parts, is_groupable
from schema.model import Field, ManyToOne, OneToMany
from schema.naming import sub_column
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import INVALID_QUERY_INPUT, RecordError, too_complex
from server.engine.planning.periods import judge_period
from server.engine.plans.criteria import ColumnRef, Path
from server.engine.plans.grouping import Dimension

MAX_DIMENSIONS: Final = 20
_ID: Final = "id"


def judge_dimensions(catalogue: Catalogue, entity: Entity, raw: Any) -> tuple[Dimension, ...]:
    """Return what a groupBy argument groups an entity's records by, or raise RecordError."""
    if not isinstance(raw, list):
        raise _refused('Missing required argument: "groupBy" must be an array.')
    if len(raw) > MAX_DIMENSIONS:
        raise too_complex(f"Records can be grouped by {MAX_DIMENSIONS} fields at most, got {len(raw)}.")
    return tuple(_dimension(catalogue, entity, element) for element in raw)


def _dimension(catalogue: Catalogue, entity: Entity, raw: Any) -> Dimension:
    if not isinstance(raw, dict):
        raise _refused('Invalid argument: "groupBy" must be an array of objects')
    name, definition = _only(raw, "fields in one GroupByInput")
    relation = entity.join_columns.get(name)
    member = relation or entity.members.get(name)
    if member is None:
        raise _refused(f"Unidentified field in groupBy: {name}")
    if isinstance(member, OneToMany) or not is_groupable(member):
        raise _refused(f'Field "{name}" is not supported in groupBy')
    if relation is not None:
        if definition is not True:
            raise _refused(f'Invalid groupBy definition for field "{name}"')
        # The parent says its id: a soft-deleted one counts as none here, as in its other fields.
        return Dimension((name,), ColumnRef((relation.name,), catalogue.entities[relation.target].by_column[_ID]))
    if isinstance(member, ManyToOne):
        return _of_parent(catalogue.entities[member.target], name, definition)
    return _of_field(entity, member, definition, ())


def _of_parent(target: Entity, relation: str, definition: Any) -> Dimension:
    if not isinstance(definition, dict):
        raise _refused(f'Relation field "{relation}" requires a field of the related {target.name} to be specified')
    name, definition = _only(definition, "nested fields in one relation GroupByInput")
    member = target.members.get(name)
    if member is None:
        raise _refused(f'Nested field "{name}" not found in target object "{target.name}"')
    if isinstance(member, ManyToOne):
        raise _refused(
            f'Cannot group by a relation field of the relation field: "{name}" is a relation field of "{target.name}"'
        )
    if isinstance(member, OneToMany) or not (name == _ID or is_groupable(member)):
        raise _refused(f'Nested field "{name}" is not supported in groupBy')
    return _of_field(target, member, definition, (relation,))


def _of_field(entity: Entity, field: Field, definition: Any, path: Path) -> Dimension:
    if field.type in COMPOSITES:
        return _of_composite(entity, field, definition, path)
    name, ref = ".".join((*path, field.name)), ColumnRef(path, entity.by_column[field.name])
    if field.type in DATES:
        return Dimension((*path, field.name), ref, judge_period(name, field.type, definition))
    if definition is not True:
        raise _refused(f'Invalid groupBy definition for {"nested " if path else ""}field "{name}"')
    return Dimension((*path, field.name), ref)


def _of_composite(entity: Entity, field: Field, definition: Any, path: Path) -> Dimension:
    if not isinstance(definition, dict):
        raise _refused(f'Composite field "{field.name}" requires a subfield to be specified')
    name, chosen = _only(definition, "subfields in one GroupByInput")
    if all(part.name != name for part in groupable_parts(COMPOSITES[field.type])):
        raise _refused(f'Composite subfield "{name}" is not supported in groupBy for "{field.name}"')
    if chosen is not True:
        raise _refused(f'Composite subfield "{name}" must be set to true in groupBy for "{field.name}"')
    return Dimension((*path, field.name, name), ColumnRef(path, entity.by_column[sub_column(field.name, name)]))


def _only(raw: dict[str, Any], what: str) -> tuple[str, Any]:
    if len(raw) > 1:
        raise _refused(f"You cannot provide multiple {what}, split them into multiple GroupByInput")
    if not raw:
        raise _refused("A GroupByInput must name one field")
    ((name, value),) = raw.items()
    return name, value


def _refused(message: str) -> RecordError:
    return RecordError(message, INVALID_QUERY_INPUT)
