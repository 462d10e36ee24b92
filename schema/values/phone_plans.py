"""The numbering plans of the world, read from the metadata of libphonenumber and kept ready."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata
from phonenumbers.phonemetadata import PhoneNumberDesc

_KINDS = (
    "fixed_line",
    "mobile",
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
)
_NO_COUNTRY = "001"

COUNTRIES = MappingProxyType(
    {str(code): tuple(c for c in countries if c != _NO_COUNTRY) for code, countries in COUNTRY_CODE_TO_REGION_CODE.items()}
)
"""The countries of each calling code, the main one first; none for a code of no country."""

CALLING_CODES = MappingProxyType({country: code for code, countries in COUNTRIES.items() for country in countries})


@dataclass(frozen=True, slots=True)
class NumberingPlan:
    """How the numbers of a country, or of a calling code without one, are built."""

    calling_code: str
    pattern: re.Pattern[str]
    lengths: tuple[int, ...]
    national_prefix: re.Pattern[str] | None
    national_prefix_rule: str | None
    international_prefix: re.Pattern[str] | None
    leading_digits: re.Pattern[str] | None
    kinds: tuple[tuple[tuple[int, ...], re.Pattern[str]], ...]

    def owns(self, national: str) -> bool:
        """Tell whether a national number belongs to this plan rather than to another of its calling code."""
        if self.leading_digits is not None:
            return self.leading_digits.match(national) is not None
        if not self.pattern.fullmatch(national):
            return False
        return any((not lengths or len(national) in lengths) and kind.fullmatch(national) for lengths, kind in self.kinds)


@cache
def country_plan(country: str) -> NumberingPlan:
    """Return the plan of a country."""
    metadata = PhoneMetadata.metadata_for_region(country)
    assert metadata is not None
    return _plan(metadata)


@cache
def code_plan(calling_code: str) -> NumberingPlan | None:
    """Return the plan of a calling code, that of its main country; None for a code that does not exist."""
    countries = COUNTRIES.get(calling_code)
    if countries is None:
        return None
    if countries:
        return country_plan(countries[0])
    metadata = PhoneMetadata.metadata_for_nongeo_region(int(calling_code))
    assert metadata is not None
    return _plan(metadata)


def country_of(calling_code: str, national: str) -> str | None:
    """Return the country a national number belongs to."""
    countries = COUNTRIES.get(calling_code, ())
    if len(countries) == 1:
        return countries[0]
    return next((country for country in countries if country_plan(country).owns(national)), None)


def _plan(metadata: PhoneMetadata) -> NumberingPlan:
    general = metadata.general_desc
    assert general is not None
    return NumberingPlan(
        str(metadata.country_code),
        re.compile(general.national_number_pattern or "(?!)"),
        tuple(general.possible_length),
        _compiled(metadata.national_prefix_for_parsing),
        metadata.national_prefix_transform_rule,
        _compiled(metadata.international_prefix),
        _compiled(metadata.leading_digits),
        tuple(_kind(desc) for name in _KINDS if (desc := getattr(metadata, name)) and desc.national_number_pattern),
    )


def _kind(desc: PhoneNumberDesc) -> tuple[tuple[int, ...], re.Pattern[str]]:
    return tuple(desc.possible_length), re.compile(desc.national_number_pattern or "(?!)")


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None
