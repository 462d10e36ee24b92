"""What a row changes in a stored record: only that is written, and nothing the server would lose beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from loaders.values.contacts import without_scheme
from loaders.values.phones import same_phone
from schema.absent import ABSENT
from schema.composites import COMPOSITES, Composite
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata

Change = Callable[[Any, Any], Any]
"""From a row's value and the stored one to what must be sent, ABSENT when they are the same."""

WHOLE = frozenset((FieldType.EMAILS, FieldType.LINKS, FieldType.PHONES))
"""Composites that lose the parts a write leaves out, so that they are read and sent whole."""

_PHONE_CODES = ("primaryPhoneCountryCode", "primaryPhoneCallingCode")


def change_rules(obj: ObjectMetadata, url_keys: frozenset[str]) -> dict[str, Change]:
    """Return how each composite field of the object is compared; all others are compared as they are.

    The fields of `url_keys` match a record under any spelling of their URL, and then the stored spelling stays.
    """
    rules: dict[str, Change] = {}
    for member in obj.members:
        if not isinstance(member, Field) or member.type not in COMPOSITES:
            continue
        rule = _RULES.get(member.type, _parts)
        if member.type is FieldType.LINKS:
            rule = _keyed_links if member.name in url_keys else _links
        rules[member.name] = _wholly(rule, COMPOSITES[member.type])
    return rules


def plain_change(given: Any, stored: Any) -> Any:
    """Return the given value unless it is the stored one; every kind of emptiness is one value."""
    return ABSENT if given == stored or (_is_empty(given) and _is_empty(stored)) else given


def _wholly(rule: Change, composite: Composite) -> Change:
    """Return the rule for a value that may be cleared as a whole: then every part is."""
    cleared = dict.fromkeys(part.name for part in composite.sub_fields)
    return lambda given, stored: rule(cleared if given is None else given, stored)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _parts(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    stored = stored or {}
    changed = {name: value for name, value in given.items() if plain_change(value, stored.get(name)) is not ABSENT}
    return changed or ABSENT


def _currency(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    """Compare amounts too large for a JSON number, which are sent as text, with the number the server answers."""
    kept, amount = (stored or {}).get("amountMicros"), given.get("amountMicros")
    if isinstance(amount, str) and kept is not None and float(amount) == float(kept):
        given = {**given, "amountMicros": kept}
    return _parts(given, stored)


def _rich_text(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    """Compare texts without their closing line breaks, blocks as JSON: the server writes both in its own way."""
    stored = stored or {}
    changed = dict(given)
    if "markdown" in given and (given["markdown"] or "").rstrip("\n") == (stored.get("markdown") or "").rstrip("\n"):
        del changed["markdown"]
    if "blocknote" in given and _json(given["blocknote"]) == _json(stored.get("blocknote")):
        del changed["blocknote"]
    return changed or ABSENT


def _json(text: str | None) -> Any:
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        return text


def _emails(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    stored = stored or {}
    return ABSENT if _parts(given, stored) is ABSENT else {**stored, **given}


def _links(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    stored = dict(stored or {})
    stored["secondaryLinks"] = [_link(link) for link in stored.get("secondaryLinks") or ()]
    return ABSENT if _parts(given, stored) is ABSENT else {**stored, **given}


def _keyed_links(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    kept = (stored or {}).get("primaryLinkUrl") or ""
    url = given.get("primaryLinkUrl")
    if url and without_scheme(url) == without_scheme(kept):
        given = {**given, "primaryLinkUrl": kept}
    return _links(given, stored)


def _link(link: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": link.get("label") or "", "url": link.get("url") or ""}


def _phones(given: Mapping[str, Any], stored: Mapping[str, Any] | None) -> Any:
    stored = stored or {}
    others = {name: value for name, value in given.items() if name == "additionalPhones"}
    same = given.keys() == others.keys() or same_phone(given, stored)
    if same and _parts(others, stored) is ABSENT:
        return ABSENT
    number = given.get("primaryPhoneNumber")
    replaced = _PHONE_CODES if (number is None and "primaryPhoneNumber" in given) or (number or "").startswith("+") else ()
    return {**{name: value for name, value in stored.items() if name not in replaced}, **given}


_RULES: dict[FieldType, Change] = {
    FieldType.CURRENCY: _currency,
    FieldType.EMAILS: _emails,
    FieldType.PHONES: _phones,
    FieldType.RICH_TEXT: _rich_text,
}
