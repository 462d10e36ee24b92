"""PHONES: numbers split into national number, country and calling code; what is missing is inferred, conflicts are refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.values.composites import read_parts
from schema.values.inspect import inspect
from schema.values.json_values import json_text, object_value
from schema.values.phone_numbers import parse_phone_number
from schema.values.phone_plans import CALLING_CODES, COUNTRIES
from schema.values.plain import given_text
from schema.values.refusals import ValueRefused

_PHONES = COMPOSITES[FieldType.PHONES]
_PARTS = ("number", "callingCode", "countryCode")


def phones_value(value: Mapping[str, Any], field: str) -> tuple[Any, ...]:
    """Return number, country code, calling code and the other phones as they are stored."""
    parts = read_parts(value, field, _PHONES, _RULES)
    number, country, code = _checked(
        parts.get("primaryPhoneNumber", ABSENT),
        parts.get("primaryPhoneCountryCode", ABSENT),
        parts.get("primaryPhoneCallingCode", ABSENT),
        f"{field}.primaryPhoneNumber",
    )
    others = [_other_phone(phone, f"{field}.additionalPhones") for phone in parts.get("additionalPhones") or ()]
    stored = [part if part is ABSENT else part or None for part in (number, country, code)]
    return *stored, json_text(others) if others else None


def _checked(number: Any, country: Any, code: Any, path: str) -> tuple[Any, Any, Any]:
    """Return the three parts of a phone, those not given inferred where a number tells them."""
    _check_codes(country or None, code or None, path)
    if not number:
        return number, country, code
    plain_code = code.replace("+", "") if code else None
    phone = parse_phone_number(number, country or None, plain_code)
    if phone is None:
        raise _refused(f"Provided phone number is invalid {number}", "INVALID_PHONE_NUMBER", path)
    if phone.country and country and phone.country != country:
        raise _refused("Provided and inferred country code are conflicting", "CONFLICTING_PHONE_COUNTRY_CODE", path)
    if plain_code and phone.calling_code != plain_code:
        raise _refused("Provided and inferred calling code are conflicting", "CONFLICTING_PHONE_CALLING_CODE", path)
    if country is None or country is ABSENT:
        country = phone.country or country
    if code is None or code is ABSENT:
        code = f"+{phone.calling_code}"
    return phone.national, country, code


def _check_codes(country: str | None, code: str | None, path: str) -> None:
    if country and country not in CALLING_CODES:
        raise _refused(f"Invalid country code {country}", "INVALID_PHONE_COUNTRY_CODE", path)
    if not code:
        return
    countries = COUNTRIES.get(code.replace("+", ""))
    if not countries:
        raise _refused(f"Invalid calling code {code}", "INVALID_PHONE_CALLING_CODE", path)
    if country and country not in countries:
        message = "Provided country code and calling code are conflicting"
        raise _refused(message, "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE", path)


def _other_phone(phone: dict[str, Any], path: str) -> dict[str, Any]:
    number, country, code = _checked(
        phone.get("number", ABSENT), phone.get("countryCode", ABSENT), phone.get("callingCode", ABSENT), path
    )
    return {name: part for name, part in zip(_PARTS, (number, code, country), strict=True) if part is not ABSENT}


def _other_phones(raw: Any, path: str) -> list[dict[str, Any]]:
    value = object_value(raw, path)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(phone, dict) for phone in value):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid object value {shown} for field "{path}"', f'Invalid value for JSON: "{shown}"')
    return [{name: given_text(phone[name], path) for name in _PARTS if name in phone} for phone in value]


def _refused(message: str, sub_code: str, path: str) -> ValueRefused:
    return ValueRefused(message, message, sub_code, path)


_RULES = {
    "primaryPhoneNumber": given_text,
    "primaryPhoneCountryCode": given_text,
    "primaryPhoneCallingCode": given_text,
    "additionalPhones": _other_phones,
}
