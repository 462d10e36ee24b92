"""The fields every object has."""

from __future__ import annotations

from types import MappingProxyType

from schema.field_types import FieldType
from schema.model import Field

_RELATIVE = MappingProxyType({"displayFormat": "RELATIVE"})
_STANDARD_ACTOR = MappingProxyType({"name": "'System'", "source": "'MANUAL'", "workspaceMemberId": None})
_CUSTOM_ACTOR = MappingProxyType({"name": "''", "source": "'MANUAL'"})


def system_fields(record: str, *, custom: bool = False) -> tuple[Field, ...]:
    """Return the system fields; `record` is how the description of the position calls a record ("Company")."""
    actor = _CUSTOM_ACTOR if custom else _STANDARD_ACTOR
    return (
        Field("id", FieldType.UUID, "Id", "Icon123", "Id", nullable=False, default="uuid", system=True, ui_editable=False),
        _moment("createdAt", "Creation date", "IconCalendar", "Creation date"),
        _moment("updatedAt", "Last update", "IconCalendarClock", "Last time the record was changed"),
        _moment("deletedAt", "Deleted at", "IconCalendarMinus", "Date when the record was deleted", nullable=True),
        _actor("createdBy", "Created by", "IconCreativeCommonsSa", "The creator of the record", actor),
        _actor("updatedBy", "Updated by", "IconUserCircle", "The workspace member who last updated the record", actor),
        Field(
            "position",
            FieldType.POSITION,
            "Position",
            "IconHierarchy2",
            f"{record} record position",
            nullable=False,
            default=0,
            system=True,
        ),
        Field("searchVector", FieldType.TS_VECTOR, "Search vector", "IconUser", "Field used for full-text search", system=True),
    )


def _moment(name: str, label: str, icon: str, description: str, *, nullable: bool = False) -> Field:
    return Field(
        name,
        FieldType.DATE_TIME,
        label,
        icon,
        description,
        nullable,
        default=None if nullable else "now",
        settings=_RELATIVE,
        system=True,
        ui_editable=False,
    )


def _actor(name: str, label: str, icon: str, description: str, default: object) -> Field:
    return Field(
        name, FieldType.ACTOR, label, icon, description, nullable=False, default=default, system=True, ui_editable=False
    )
