"""What the values of several records in one field become when they merge: the slow, obvious reading of `data-api.md` 13.3.

Values are those that the API answers, of the records in the order in which they are merged.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field

_LINK = {"url": "primaryLinkUrl", "label": "primaryLinkLabel"}
_PHONE = {
    "number": "primaryPhoneNumber",
    "callingCode": "primaryPhoneCallingCode",
    "countryCode": "primaryPhoneCountryCode",
}


def plain_merge(field: Field, values: list[Any], first: int) -> Any:
    """Return the value of the merged record; `first` is the place of the record with priority."""
    if field.type in (FieldType.ARRAY, FieldType.MULTI_SELECT, FieldType.FILES):
        return _merged_list(field, values, first)
    match field.type:
        case FieldType.EMAILS:
            return _merged_emails(values, first)
        case FieldType.LINKS:
            return _merged_items(values, first, _LINK, "secondaryLinks", ("url",))
        case FieldType.PHONES:
            return _merged_items(values, first, _PHONE, "additionalPhones", ("number", "callingCode"))
    some = [value for value in values if value not in (None, "") and value != _emptied(value)]
    if len(some) == 1:
        return some[0]
    telling = [value for value in (values[first], *values) if _has_value(field, value)]
    return telling[0] if telling else values[first]


def _emptied(value: Any) -> Any:
    if not isinstance(value, dict):
        return None
    return {name: "" if part == "" else None for name, part in value.items()}


def _has_value(field: Field, value: Any) -> bool:
    if field.type is FieldType.RAW_JSON:
        return value not in (None, [])
    if field.type in COMPOSITES:
        return any(value[part] not in (None, "") for part in COMPOSITES[field.type].emptiness)
    return value not in (None, "")


def _merged_list(field: Field, values: list[Any], first: int) -> Any:
    given = [value for value in values if value]
    if len(given) < 2:
        return given[0] if given else values[first]
    if field.type is FieldType.FILES:
        given = [values[first] or [], *given]
    together: list[Any] = []
    for item in chain(*given):
        if item not in together:
            together.append(item)
    return together


def _merged_emails(values: list[Any], first: int) -> Any:
    given = [value for value in values if value["primaryEmail"] or value["additionalEmails"]]
    if len(given) < 2:
        return given[0] if given else values[first]
    primaries = [value["primaryEmail"] for value in (values[first], *values) if value["primaryEmail"]]
    primary = primaries[0] if primaries else ""
    others: list[str] = []
    for value in values:
        for address in [value["primaryEmail"], *value["additionalEmails"]]:
            if address and address != primary and address not in others:
                others.append(address)
    return {"primaryEmail": primary, "additionalEmails": others}


def _merged_items(values: list[Any], first: int, parts: dict[str, str], others: str, identity: tuple[str, ...]) -> Any:
    """Merge links or phones: a primary one in `parts` of the value, a list of `others`, told apart by `identity`."""
    given = [value for value in values if value[others] or any(value[part] for part in parts.values())]
    if len(given) < 2:
        return given[0] if given else values[first]
    leading = identity[0]
    best = [values[first], *values]
    owner = next((value for value in best if value[parts[leading]]), None)
    items: list[dict[str, Any]] = []
    for value in values:
        own = {name: value[part] for name, part in parts.items()}
        for item in ([own] if own[leading] else []) + value[others]:
            same = next((known for known in items if all(known.get(i) == (item.get(i) or None) for i in identity)), None)
            if same is None:
                items.append({name: part for name, part in item.items() if part})
            else:
                same |= {name: part for name, part in item.items() if part and name not in same}
    primary: dict[str, Any] = {}
    if owner is not None:
        wanted = {name: owner[parts[name]] or None for name in identity}
        primary = next(item for item in items if all(item.get(name) == wanted[name] for name in identity))
        items.remove(primary)
    else:
        owner = next((value for value in best if any(value[part] for part in parts.values())), values[first])
        primary = {name: owner[part] for name, part in parts.items()}
    return {part: primary.get(name) or "" for name, part in parts.items()} | {others: items}
