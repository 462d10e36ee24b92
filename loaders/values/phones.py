"""Phone numbers against their stored form: national number, country, calling code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from loaders.errors import UsageError
from loaders.values.cell_error import CellError, quoted
from schema.values.refusals import ValueRefused

_NUMBER, _COUNTRY, _CALLING = "primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode"
_NOT_DIGITS = re.compile(r"[^0-9]")


def known_region(region: str | None) -> str | None:
    """Return the country of national numbers as its code, or refuse one that does not exist."""
    from schema.values.phone_plans import CALLING_CODES

    if region is None or region.upper() in CALLING_CODES:
        return region and region.upper()
    raise UsageError(f'"{region}" is no country; give --phone-region two letters, such as FR')


def completed_phone(given: Mapping[str, Any], region: str | None) -> Mapping[str, Any]:
    """Return the phone of a row with the codes its number needs; codes that contradict each other are refused.

    A national number in a row without codes belongs to the region, and gets the triple a server stores for it.
    """
    number, country, calling = (str(given.get(part) or "") for part in (_NUMBER, _COUNTRY, _CALLING))
    if country or calling:
        _check_codes(number, country, calling)
    elif region is not None and number and not number.startswith("+"):
        return {**given, **_national(number, region)}
    return given


def stored_other(given: Mapping[str, Any], region: str | None) -> dict[str, Any]:
    """Return one of the additional numbers as a server stores it."""
    from schema.values.phones import phones_value

    number, country, calling = (given.get(part) or "" for part in ("number", "countryCode", "callingCode"))
    if region is not None and not (country or calling or number.startswith("+")):
        triple = _national(number, region)
        return {"number": triple[_NUMBER], "callingCode": triple[_CALLING], "countryCode": triple.get(_COUNTRY, "")}
    try:
        stored = phones_value({"additionalPhones": [dict(given)]}, "")
    except ValueRefused as refused:
        code = "PHONE_CONFLICT" if (refused.sub_code or "").startswith("CONFLICTING") else "PHONE_INVALID"
        reason = f"{quoted(number)} is not a phone number of this country and calling code"
        raise CellError(code, reason, "write it like +33612345678") from None
    (phone,) = orjson.loads(stored[-1])
    return dict(phone)


def _national(number: str, region: str) -> dict[str, str]:
    """Return the stored triple of a number as it is dialled in a region; its country may be a neighbour of the same code."""
    from schema.values.phone_numbers import parse_phone_number

    phone = parse_phone_number(number, region, None)
    if phone is None:
        raise CellError("PHONE_INVALID", f"{quoted(number)} is not a phone number of {region}", "write it like +33612345678")
    codes = {_CALLING: f"+{phone.calling_code}"} | ({_COUNTRY: phone.country} if phone.country else {})
    return {_NUMBER: phone.national, **codes}


def _check_codes(number: str, country: str, calling: str) -> None:
    from schema.values.phone_plans import CALLING_CODES, COUNTRIES

    if country and calling and country not in COUNTRIES.get(calling.removeprefix("+"), ()):
        raise _conflict(f"{calling} does not belong to country {country}")
    code = calling or f"+{CALLING_CODES.get(country, '')}"
    if number.startswith("+") and not f"+{_NOT_DIGITS.sub('', number)}".startswith(code):
        raise _conflict(f"{number} does not begin with {code}{f' of country {country}' if country else ''}")


def _conflict(reason: str) -> CellError:
    return CellError("PHONE_CONFLICT", reason, "correct one of the two")


def same_phone(given: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    """Return whether the number a row gives is the one stored, judged by digits first, by numbering plans in doubt."""
    number, country, calling = (str(stored.get(part) or "") for part in (_NUMBER, _COUNTRY, _CALLING))
    text = str(given.get(_NUMBER) or "")
    if not text or not number:
        return text == number and _codes_agree(given, country, calling)
    digits = _NOT_DIGITS.sub("", text)
    whole = calling.removeprefix("+") + number
    if (text.startswith("+") and digits == whole) or (digits == number and given.get(_COUNTRY)):
        return _codes_agree(given, country, calling)
    return stored_phone(given) == {_NUMBER: number, _COUNTRY: country, _CALLING: calling}


def stored_phone(given: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the triple a server stores for a number; one that numbering plans do not know stays as it is."""
    import phonenumbers

    given = given or {}
    text, country, calling = (str(given.get(part) or "") for part in (_NUMBER, _COUNTRY, _CALLING))
    international = text if text.startswith("+") or not calling or country else f"{calling}{text}"
    try:
        parsed = phonenumbers.parse(international, country or None)
    except phonenumbers.NumberParseException:
        return {_NUMBER: text, _COUNTRY: country, _CALLING: calling}
    region = phonenumbers.region_code_for_number(parsed) or country
    return {
        _NUMBER: phonenumbers.national_significant_number(parsed),
        _COUNTRY: region,
        _CALLING: f"+{parsed.country_code}",
    }


def _codes_agree(given: Mapping[str, Any], country: str, calling: str) -> bool:
    return given.get(_COUNTRY, country) in (country, None, "") and given.get(_CALLING, calling) in (calling, None, "")
