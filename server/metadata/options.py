"""The choices, defaults and settings of a field in metadata form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.field_types import FieldType
from schema.model import Field, Option
from server.metadata.identifiers import option_id
from server.metadata.scalars import JSON

_RATINGS = tuple(Option(f"RATING_{stars}", str(stars)) for stars in range(1, 6))


def options_of(object_name: str, field: Field) -> JSON | None:
    """Return the options of a SELECT, MULTI_SELECT or RATING field, else None; a RATING has five of its own."""
    options = field.options or (_RATINGS if field.type is FieldType.RATING else ())
    forms = [_option(object_name, field.name, option, position) for position, option in enumerate(options)]
    return JSON(forms) if forms else None


def default_of(field: Field) -> JSON | None:
    """Return the default of a field, None when it has none."""
    if field.default is None:
        return None
    return JSON(dict(field.default) if isinstance(field.default, Mapping) else field.default)


def settings_of(field: Field) -> JSON | None:
    """Return the settings of a field, None when it has none."""
    return JSON(dict(field.settings)) if field.settings else None


def _option(object_name: str, field_name: str, option: Option, position: int) -> dict[str, Any]:
    form = {"id": option_id(object_name, field_name, option.value), "value": option.value, "label": option.label}
    colour = {} if option.color is None else {"color": option.color}
    return {**form, **colour, "position": position}
