"""One raw composite value at a time: the slow, obvious reading of the contract (`data-api.md` 7.2-7.9)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from schema.composites import ACTOR_SOURCES, COMPOSITES
from schema.field_types import FieldType
from schema.model import Field
from schema.naming import sub_column
from tests.property.plain_links import plain_email, plain_phone, plain_url
from tests.property.plain_values import FREE, RefusedError, compact, plain_choice, plain_numeric, plain_text, refusal

Parts = dict[str, Any]
"""What a write stores in each sub-field that it touches."""


def plain_composite(field: Field, raw: Any, *, create: bool) -> Parts:
    """Return the stored value of each column the write touches, or raise RefusedError; null touches nothing."""
    if raw is None:
        return {}
    words, known = COMPOSITES[field.type].words, [part.name for part in COMPOSITES[field.type].sub_fields]
    if isinstance(raw, str):
        if _parses_to_object(raw):
            raise RefusedError(f'Invalid subfield 0 for {words} field "{field.name}"')
        raise refusal("Invalid object value ", raw, f' for field "{field.name}"')
    if isinstance(raw, list):
        raise RefusedError(FREE)
    if not isinstance(raw, dict):
        raise refusal("Invalid object value ", raw, f' for field "{field.name}"')
    for name in raw:
        if name not in known:
            raise RefusedError(f'Invalid subfield {name} for {words} field "{field.name}"')
    parts = _PLAIN_COMPOSITES[field.type](field.name, raw)
    if not create:
        parts = _siblings(field.type, raw) | parts
    return {sub_column(field.name, name): value for name, value in parts.items()}


def _parses_to_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _siblings(kind: FieldType, raw: Mapping[str, Any]) -> Parts:
    """Return what an update does to sub-fields it does not give."""
    parts: Parts = {}
    if kind is FieldType.EMAILS and "primaryEmail" not in raw:
        parts = {"primaryEmail": None}
    if kind is FieldType.PHONES:
        parts = {} if raw.get("primaryPhoneNumber") else dict.fromkeys(_PHONE, FREE)
        parts |= {} if "additionalPhones" in raw else {"additionalPhones": None}
    return parts


def _texts_and_numbers(path: str, raw: Mapping[str, Any]) -> Parts:
    numeric = ("addressLat", "addressLng", "amountMicros")
    return {name: (plain_numeric if name in numeric else plain_text)(raw[name], f"{path}.{name}") for name in raw}


def _currency(path: str, raw: Mapping[str, Any]) -> Parts:
    parts = _texts_and_numbers(path, raw)
    return parts | ({"currencyCode": FREE} if raw.get("currencyCode") == "" else {})


def _emails(path: str, raw: Mapping[str, Any]) -> Parts:
    parts: Parts = {}
    if "primaryEmail" in raw:
        parts["primaryEmail"] = plain_email(raw["primaryEmail"], f"{path}.primaryEmail")
    if "additionalEmails" in raw:
        items = _list_of(raw["additionalEmails"])
        addresses = [plain_email(item, f"{path}.additionalEmails") for item in items]
        parts["additionalEmails"] = compact(addresses) if addresses else None
    return parts


def _links(path: str, raw: Mapping[str, Any]) -> Parts:
    label = plain_text(raw.get("primaryLinkLabel"), f"{path}.primaryLinkLabel")
    first = (plain_url(raw.get("primaryLinkUrl"), f"{path}.primaryLinkUrl"), label)
    rest = [(plain_url(item.get("url"), path), item.get("label") or None) for item in _list_of(raw.get("secondaryLinks"))]
    links = [(url, label) for url, label in (first, *rest) if url]
    if not links:
        return {"primaryLinkUrl": None, "primaryLinkLabel": None, "secondaryLinks": None}
    (url, label), *others = links
    secondary = compact([{"url": url, "label": label} for url, label in others]) if others else None
    return {"primaryLinkUrl": url, "primaryLinkLabel": label, "secondaryLinks": secondary}


_PHONE = ("primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode")


def _phones(path: str, raw: Mapping[str, Any]) -> Parts:
    number, country, calling = (plain_text(raw.get(key), f"{path}.{key}") for key in _PHONE)
    phone = plain_phone(number, country, calling)
    parts: Parts = {key: value for key, value in zip(_PHONE, phone, strict=True) if value is not None}
    if "additionalPhones" in raw:
        items = _list_of(raw["additionalPhones"])
        phones = [plain_phone(item.get("number"), item.get("countryCode"), item.get("callingCode")) for item in items]
        written = [dict(zip(("number", "countryCode", "callingCode"), phone, strict=True)) for phone in phones]
        parts["additionalPhones"] = compact(written) if written else None
    return parts


def _rich_text(path: str, raw: Mapping[str, Any]) -> Parts:
    markdown = plain_text(raw.get("markdown"), f"{path}.markdown")
    blocknote = raw.get("blocknote")
    if isinstance(blocknote, str) and blocknote:
        try:
            json.loads(blocknote)
        except ValueError:
            words = f'Invalid blocknote value for field "{path}.blocknote" - must contain valid JSON'
            raise RefusedError(words) from None
    elif blocknote is not None and blocknote != "":
        raise RefusedError(FREE)
    return {"markdown": markdown or FREE, "blocknote": blocknote or FREE}


def _actor(path: str, raw: Mapping[str, Any]) -> Parts:
    parts: Parts = dict.fromkeys(raw, FREE)
    if raw.get("source") is not None:
        parts["source"] = plain_choice(ACTOR_SOURCES, raw["source"], f"{path}.source")
    if "name" in raw:
        parts["name"] = plain_text(raw["name"], f"{path}.name")
    return parts if path == "createdBy" else dict.fromkeys(parts, FREE)


def _list_of(raw: Any) -> Iterator[Any]:
    if raw is not None and not isinstance(raw, list):
        raise RefusedError(FREE)
    return iter(raw or ())


_PLAIN_COMPOSITES: Mapping[FieldType, Callable[[str, Mapping[str, Any]], Parts]] = {
    FieldType.ACTOR: _actor,
    FieldType.ADDRESS: _texts_and_numbers,
    FieldType.CURRENCY: _currency,
    FieldType.EMAILS: _emails,
    FieldType.FULL_NAME: _texts_and_numbers,
    FieldType.LINKS: _links,
    FieldType.PHONES: _phones,
    FieldType.RICH_TEXT: _rich_text,
}
