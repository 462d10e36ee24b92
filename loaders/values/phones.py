"""Phone numbers against their stored form: national number, country, calling code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NUMBER, _COUNTRY, _CALLING = "primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode"
_NOT_DIGITS = re.compile(r"[^0-9]")


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
