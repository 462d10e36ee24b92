"""Phone numbers are read as libphonenumber reads them."""

from __future__ import annotations

import phonenumbers
from hypothesis import assume, given
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata, PhoneNumberFormat

from schema.values.phone_numbers import PhoneNumber, parse_phone_number
from schema.values.phone_plans import CALLING_CODES

KINDS = ("fixed_line", "mobile", "toll_free", "voip", "personal_number")


def examples(country: str) -> list[str]:
    """Return example numbers of a country."""
    metadata = PhoneMetadata.metadata_for_region(country)
    assert metadata is not None
    kinds = (getattr(metadata, kind) for kind in KINDS)
    return [kind.example_number for kind in kinds if kind is not None and kind.example_number]


@st.composite
def valid_numbers(draw: st.DrawFn) -> tuple[str, phonenumbers.PhoneNumber]:
    """Return a country and a number that is valid there, made by changing the end of an example."""
    country = draw(st.sampled_from(sorted(CALLING_CODES)))
    example = draw(st.sampled_from(examples(country)))
    changed = draw(st.integers(min_value=0, max_value=4))
    end = draw(st.text("0123456789", min_size=changed, max_size=changed))
    number = phonenumbers.parse(f"+{CALLING_CODES[country]}{example[: len(example) - changed]}{end}")
    assume(phonenumbers.is_valid_number_for_region(number, country))
    return country, number


def expected(number: phonenumbers.PhoneNumber) -> PhoneNumber:
    """Return what the library says of a number."""
    country = phonenumbers.region_code_for_number(number)
    return PhoneNumber(phonenumbers.national_significant_number(number), str(number.country_code), country)


@given(
    valid=valid_numbers(),
    written=st.sampled_from([PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966]),
)
def test_numbers_with_their_calling_code_agree(valid: tuple[str, phonenumbers.PhoneNumber], written: int) -> None:
    """A number that carries its calling code needs no country."""
    _, number = valid

    assert expected(number) == parse_phone_number(phonenumbers.format_number(number, written), None, None)


@given(valid=valid_numbers())
def test_national_numbers_agree(valid: tuple[str, phonenumbers.PhoneNumber]) -> None:
    """A number written for use inside its country is completed by that country."""
    country, number = valid
    text = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    assume(phonenumbers.parse(text, country) == number)

    assert expected(number) == parse_phone_number(text, country, None)
