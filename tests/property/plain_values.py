"""One raw value of a plain type at a time: the slow, obvious reading of the contract (`data-api.md` 5 and 7)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final

from schema.field_types import FieldType
from schema.model import Field
from tests.property.plain_inspect import one_line


class Undecided(Enum):
    """The type of FREE."""

    FREE = "free"

    def __repr__(self) -> str:
        return "FREE"


FREE: Final = Undecided.FREE
"""Stands for a stored value, or a message, that the contract leaves open."""


class RefusedError(Exception):
    """The value is refused; `message` is FREE where the contract says that it is refused but not in which words."""

    def __init__(self, message: str | Undecided, sub_code: str | None = "INVALID_ARGS_DATA") -> None:
        super().__init__(message, sub_code)
        self.message = message
        self.sub_code = sub_code


def refusal(before: str, raw: Any, after: str) -> RefusedError:
    """Return a refusal whose message prints the raw value between two texts."""
    printed = one_line(raw)
    return RefusedError(FREE if printed is None else before + printed + after)


def is_number(raw: Any) -> bool:
    """Tell a JSON number from everything else; Python counts booleans as numbers, JSON does not."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def whole(number: float) -> float:
    """Return a whole number as int, as it is stored."""
    return int(number) if number == int(number) else number


def compact(value: Any) -> str:
    """Return the compact JSON text that is stored."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def plain_text(raw: Any, path: str) -> str | None:
    """Read TEXT: a string as typed, "" is NULL, and no NUL character."""
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise refusal("Invalid string value ", raw, f' for text field "{path}"')
    if "\0" in raw:
        raise RefusedError(FREE)
    return raw


def plain_number(field: Field, raw: Any) -> float | None:
    """Read NUMBER: a finite number, a whole one where the data type is int; numeric strings are refused."""
    if raw is None:
        return None
    fits = is_number(raw) and math.isfinite(raw)
    if fits and field.settings.get("dataType") == "int":
        fits = raw == int(raw)
    if not fits:
        raise refusal("Invalid number value ", raw, f' for field "{field.name}"')
    return whole(raw)


def plain_numeric(raw: Any, path: str) -> float | None:
    """Read NUMERIC inside composites: a number or a numeric string; "" is NULL."""
    if raw is None or raw == "":
        return None
    if is_number(raw) and math.isfinite(raw):
        return whole(raw)
    if not isinstance(raw, str):
        raise RefusedError(FREE)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[0-9]+)?", raw):
        raise RefusedError(f'Invalid number value NaN for field "{path}"')
    if not math.isfinite(float(raw)):
        raise RefusedError(FREE)
    return int(raw) if re.fullmatch(r"-?[0-9]+", raw) else whole(float(raw))


def plain_boolean(field: Field, raw: Any) -> int | None:
    """Read BOOLEAN: true, false or null."""
    if raw is None:
        return None
    if not isinstance(raw, bool):
        raise refusal("Invalid boolean value ", raw, f' for field "{field.name}"')
    return 1 if raw else 0


def plain_uuid(raw: Any, path: str) -> str | None:
    """Read UUID and join columns: a uuid, stored in lower case."""
    if raw is None:
        return None
    if not is_uuid(raw):
        raise refusal("Invalid UUID value ", raw, f' for field "{path}"')
    return str(raw).lower()


def is_uuid(raw: Any) -> bool:
    """Tell whether the value is the text of a uuid."""
    return isinstance(raw, str) and re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", raw.lower()) is not None


def plain_date(field: Field, raw: Any) -> str | None:
    """Read DATE: `YYYY-MM-DD` or `YYYYMMDD`, nothing else."""
    if raw is None:
        return None
    if isinstance(raw, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}", raw):
        try:
            return date.fromisoformat(raw).isoformat()
        except ValueError:
            pass
    raise refusal("Invalid value ", raw, f" for date field \"{field.name}\". Expected format: 'YYYY-MM-DD'")


_TIME = "T([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.]([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})"
_MOMENT = re.compile(f"([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})(?:{_TIME})?")


def plain_moment(field: Field, raw: Any) -> str | None:
    """Read DATE_TIME: ISO with a zone, or a date alone, which is midnight UTC; stored in UTC to the millisecond."""
    if raw is None:
        return None
    match = _MOMENT.fullmatch(raw) if isinstance(raw, str) else None
    if match:
        day, time, fraction, zone = match.groups()
        text = f"{day}T{time or '00:00'}{zone or 'Z'}"
        try:
            moment = datetime.fromisoformat(text).astimezone(UTC)
            return f"{moment.isoformat()[:19]}.{(fraction or '').ljust(3, '0')[:3]}Z"
        except (ValueError, OverflowError):
            pass
    raise refusal("Invalid value ", raw, f" for date-time field \"{field.name}\". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'")


def plain_choice(options: tuple[str, ...], raw: Any, path: str) -> str | None:
    """Read SELECT and RATING: one of the options, or null."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise refusal("Invalid string value ", raw, f' for text field "{path}"')
    if raw not in options:
        raise RefusedError(f'Invalid value "{raw}" for field "{path}". Valid values are: {", ".join(options)}')
    return raw


def plain_choices(field: Field, raw: Any) -> str | Undecided | None:
    """Read MULTI_SELECT: a list of options, or a single one, which is wrapped; the empty list is NULL."""
    chosen = _strings(field, raw)
    if chosen is None or raw == "":
        return FREE if raw == "" else None
    if not set(chosen) <= {option.value for option in field.options}:
        if isinstance(raw, str):
            raise RefusedError(FREE)
        raise refusal("Invalid value ", raw, f' for multi select field "{field.name}"')
    return compact(chosen) if chosen else None


def plain_array(field: Field, raw: Any) -> str | Undecided | None:
    """Read ARRAY: a list of strings, or a single string, which is wrapped; the empty list is NULL, the empty text open."""
    items = _strings(field, raw)
    if raw == "":
        return FREE
    return compact(items) if items else None


def _strings(field: Field, raw: Any) -> list[str] | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        return [raw]
    if not isinstance(raw, list):
        raise RefusedError(FREE)
    if not all(isinstance(item, str) for item in raw):
        raise refusal("Invalid value ", raw, f' for field "{field.name} - Array values need to be string"')
    return raw


def plain_json(raw: Any, path: str) -> str | None:
    """Read RAW_JSON: an object, a list, or a string that parses to one; the empty object is NULL."""
    if raw is None:
        return None
    value = raw
    if isinstance(raw, str):
        try:
            value = json.loads(raw)
        except ValueError:
            value = None
    if isinstance(value, dict | list):
        return None if value == {} else compact(value)
    if value is not None and value is not raw:
        raise RefusedError(FREE)
    raise refusal("Invalid object value ", raw, f' for field "{path}"')


def plain_position(field: Field, raw: Any) -> float | str:
    """Read POSITION: a number, "first" or "last"; null is refused."""
    if raw in ("first", "last") and isinstance(raw, str):
        return raw
    if not is_number(raw) or not math.isfinite(raw):
        raise refusal("Invalid position value ", raw, f' for field "{field.name}"')
    return whole(raw)


def plain_files(field: Field, raw: Any) -> str | Undecided | None:
    """Read FILES: a list of objects with a uuid as fileId and a text as label; what an empty list becomes is open."""
    if raw is None or raw == []:
        return None if raw is None else FREE
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        raise RefusedError(FREE)
    faults = [fault for place, item in enumerate(raw) for fault in _file_faults(place, item)]
    if faults:
        printed = one_line(raw)
        decided = printed is not None and FREE not in faults
        raise RefusedError(
            f'Invalid value "{printed}" for FILES field "{field.name}" - {", ".join(map(str, faults))}' if decided else FREE
        )
    return compact(raw)


def _file_faults(place: int, item: Mapping[str, Any]) -> list[str | Undecided]:
    faults: list[str | Undecided] = []
    if not isinstance(item.get("fileId"), str):
        faults.append(FREE)
    elif not is_uuid(item["fileId"]):
        faults.append(f"{place}.fileId: Invalid UUID")
    if "label" not in item:
        faults.append(f"{place}.label: Invalid input: expected string, received undefined")
    elif not isinstance(item["label"], str):
        faults.append(FREE)
    return faults


def plain_search_vector(field: Field, raw: Any) -> None:
    """Refuse TS_VECTOR: never written by clients, whatever they send."""
    raise RefusedError(f"{field.name} TS_VECTOR-typed field does not support write operations")


def plain_value(field: Field, raw: Any) -> Any:
    """Return the stored value of a field that is one column, or raise RefusedError."""
    return PLAIN_TYPES[field.type](field, raw)


PLAIN_TYPES: Mapping[FieldType, Callable[[Field, Any], Any]] = {
    FieldType.ARRAY: plain_array,
    FieldType.BOOLEAN: plain_boolean,
    FieldType.DATE: plain_date,
    FieldType.DATE_TIME: plain_moment,
    FieldType.FILES: plain_files,
    FieldType.MULTI_SELECT: plain_choices,
    FieldType.NUMBER: plain_number,
    FieldType.POSITION: plain_position,
    FieldType.RATING: lambda field, raw: plain_choice(tuple(o.value for o in field.options), raw, field.name),
    FieldType.RAW_JSON: lambda field, raw: plain_json(raw, field.name),
    FieldType.SELECT: lambda field, raw: plain_choice(tuple(o.value for o in field.options), raw, field.name),
    FieldType.TEXT: lambda field, raw: plain_text(raw, field.name),
    FieldType.TS_VECTOR: plain_search_vector,
    FieldType.UUID: lambda field, raw: plain_uuid(raw, field.name),
}
