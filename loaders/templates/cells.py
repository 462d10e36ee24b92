"""An example cell for every type of field; the cells of one row fit each other, and no two rows share a value."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import orjson

from loaders.templates.spots import Spot, example_id, slug
from schema.field_types import FieldType

_FIRST_NAMES = ("Alex", "Robin", "Kim")


def example_cell(spot: Spot) -> str:
    """Return a cell that the reader of this column takes; empty where an invented value would name something."""
    column = spot.column
    if column.composite is not None and column.sub_field is not None:
        part = _PARTS.get((column.composite, column.sub_field))
        return part(spot) if part else ""
    return _PLAIN[column.type](spot)


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _number(spot: Spot) -> str:
    """Give a whole number wherever the field does not ask for decimals."""
    return str(spot.number * 100) + (".25" if spot.takes_decimals else "")


def _option(spot: Spot) -> str:
    options = spot.column.options
    return options[(spot.number - 1) % len(options)].value if options else ""


def _options(spot: Spot) -> str:
    values = [option.value for option in spot.column.options]
    start = (spot.number - 1) % len(values) if values else 0
    return _json(values[start : start + 2]) if values else ""


def _rating(spot: Spot) -> str:
    return _option(spot) or f"RATING_{spot.number + 2}"


def _array(spot: Spot) -> str:
    return _json([f"{spot.words} {letter}" for letter in ("A", "B")[: 1 + spot.takes_several]])


def _uuid(spot: Spot) -> str:
    """Give an id; a field whose name says that it holds the id of something else stays empty where it may."""
    names_something = spot.field.name.endswith("Id") and spot.field.nullable
    return "" if names_something else example_id(spot.obj, spot.number, spot.field.name)


def _emails(spot: Spot) -> str:
    return _json([f"{spot.record}.second@example.com"]) if spot.takes_several else ""


def _link(spot: Spot) -> str:
    return f"https://{spot.host}" if spot.is_unique else f"https://{spot.host}/{slug(spot.field.name)}"


def _links(spot: Spot) -> str:
    link = {"label": f"{spot.words} 2", "url": f"https://{spot.host}/{slug(spot.field.name)}-2"}
    return _json([link]) if spot.takes_several else ""


def _phones(spot: Spot) -> str:
    land = spot.land
    number = f"{land.phone[:-3]}2{land.phone[-2:]}"
    phone = {"number": number, "countryCode": land.country_code, "callingCode": land.calling_code}
    return _json([phone]) if spot.takes_several else ""


_PLAIN = MappingProxyType[FieldType, Callable[[Spot], str]](
    {
        FieldType.ARRAY: _array,
        FieldType.BOOLEAN: lambda spot: "true" if spot.number % 2 else "false",
        FieldType.DATE: lambda spot: spot.day.isoformat(),
        FieldType.DATE_TIME: lambda spot: f"{spot.day}T09:30:00Z",
        FieldType.MULTI_SELECT: _options,
        FieldType.NUMBER: _number,
        FieldType.NUMERIC: _number,
        FieldType.POSITION: lambda spot: str(spot.number),
        FieldType.RATING: _rating,
        FieldType.RAW_JSON: lambda spot: _json({"example": spot.number}),
        FieldType.SELECT: _option,
        FieldType.TEXT: lambda spot: spot.words,
        FieldType.UUID: _uuid,
    }
)

_PARTS = MappingProxyType[tuple[FieldType, str], Callable[[Spot], str]](
    {
        (FieldType.ACTOR, "source"): lambda _: "IMPORT",
        (FieldType.ADDRESS, "addressStreet1"): lambda spot: spot.land.street,
        (FieldType.ADDRESS, "addressCity"): lambda spot: spot.land.city,
        (FieldType.ADDRESS, "addressState"): lambda spot: spot.land.state,
        (FieldType.ADDRESS, "addressCountry"): lambda spot: spot.land.country,
        (FieldType.ADDRESS, "addressPostcode"): lambda spot: spot.land.post_code,
        (FieldType.ADDRESS, "addressLat"): lambda spot: spot.land.latitude,
        (FieldType.ADDRESS, "addressLng"): lambda spot: spot.land.longitude,
        (FieldType.CURRENCY, "amountMicros"): lambda spot: f"{spot.number * 1250.5:g}",
        (FieldType.CURRENCY, "currencyCode"): lambda spot: spot.land.currency,
        (FieldType.EMAILS, "primaryEmail"): lambda spot: f"{spot.record}@example.com",
        (FieldType.EMAILS, "additionalEmails"): _emails,
        (FieldType.FULL_NAME, "firstName"): lambda spot: _FIRST_NAMES[(spot.number - 1) % len(_FIRST_NAMES)],
        (FieldType.FULL_NAME, "lastName"): lambda spot: f"Example {spot.number}",
        (FieldType.LINKS, "primaryLinkUrl"): _link,
        (FieldType.LINKS, "primaryLinkLabel"): lambda spot: spot.words,
        (FieldType.LINKS, "secondaryLinks"): _links,
        (FieldType.PHONES, "primaryPhoneNumber"): lambda spot: spot.land.phone,
        (FieldType.PHONES, "primaryPhoneCountryCode"): lambda spot: spot.land.country_code,
        (FieldType.PHONES, "primaryPhoneCallingCode"): lambda spot: spot.land.calling_code,
        (FieldType.PHONES, "additionalPhones"): _phones,
        (FieldType.RICH_TEXT, "markdown"): lambda spot: f"**{spot.words}**",
    }
)
