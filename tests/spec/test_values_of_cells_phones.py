"""Phones become what a server stores; national numbers need a country, and codes that contradict each other are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from loaders.errors import UsageError
from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.records import RecordReader
from loaders.values.cell_format import PLAIN, CellFormat
from schema.field_types import FieldType
from schema.values.phones import phones_value
from tests.spec.cell_reading import read, refused
from tests.spec.loader_model import mapping_of

NUMBER, COUNTRY, CALLING = "primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode"
OTHERS = {"sub_field": "additionalPhones", "composite": FieldType.PHONES}
FRENCH = CellFormat(phone_region="FR")


def draft(region: str | None, number: str, country: str = "", calling: str = "") -> Draft:
    """Return what becomes of a row with these cells."""
    mapping = mapping_of("person", f"phones.{NUMBER}", f"phones.{COUNTRY}", f"phones.{CALLING}")
    columns = tuple(replace(mapped, format=CellFormat(phone_region=region)) for mapped in mapping.columns)
    return RecordReader(replace(mapping, columns=columns)).read(Row(1, 2, [number, country, calling]))


@pytest.mark.parametrize(
    ("region", "cells", "parts"),
    [
        ("FR", ("06 12 34 56 78",), {NUMBER: "612345678", COUNTRY: "FR", CALLING: "+33"}),
        ("fr", ("0033 6 12 34 56 78",), {NUMBER: "612345678", COUNTRY: "FR", CALLING: "+33"}),
        ("US", ("(613) 555-0123",), {NUMBER: "6135550123", COUNTRY: "CA", CALLING: "+1"}),
        ("FR", ("+14155552671",), {NUMBER: "+14155552671"}),
        ("FR", ("0151 23456789", "DE"), {NUMBER: "0151 23456789", COUNTRY: "DE"}),
        ("FR", ("", "DE"), {COUNTRY: "DE"}),
        (None, ("06 12 34 56 78", "fr", "33"), {NUMBER: "06 12 34 56 78", COUNTRY: "FR", CALLING: "+33"}),
        (None, ("+1 613 555 0123", "CA", "+1"), {NUMBER: "+1 613 555 0123", COUNTRY: "CA", CALLING: "+1"}),
    ],
)
def test_a_phone_gets_the_codes_it_needs(region: str | None, cells: tuple[str, ...], parts: dict[str, str]) -> None:
    """The region is for national numbers of rows that bring no code; a neighbour of the same calling code keeps its country."""
    found = draft(region, *cells)

    assert [] == found.errors
    assert parts == found.record["phones"]


@pytest.mark.parametrize(
    ("region", "cells", "code", "reason"),
    [
        (None, ("612345678", "US", "+33"), "PHONE_CONFLICT", "+33 does not belong to country US"),
        (None, ("+33612345678", "US"), "PHONE_CONFLICT", "+33612345678 does not begin with +1 of country US"),
        (None, ("+33612345678", "", "+49"), "PHONE_CONFLICT", "+33612345678 does not begin with +49"),
        ("FR", ("1",), "PHONE_INVALID", '"1" is not a phone number of FR'),
        ("FR", ("061234 5678", "XX"), "PHONE_INVALID", '"XX" is not a country code of two letters'),
    ],
)
def test_codes_that_contradict_each_other_are_refused(
    region: str | None, cells: tuple[str, ...], code: str, reason: str
) -> None:
    """Country, calling code and number of a row belong together."""
    error = draft(region, *cells).errors[0]

    assert (code, reason) == (error.code, error.reason)


def test_a_region_that_does_not_exist_is_refused() -> None:
    """The mistake is the option's, not a row's."""
    with pytest.raises(UsageError, match="--phone-region two letters"):
        draft("EN", "1")


def stored(phone: dict[str, str]) -> tuple[Any, ...]:
    """Return what a server stores for a primary number."""
    return phones_value({NUMBER: phone["number"], COUNTRY: phone["countryCode"], CALLING: phone["callingCode"]}, "")[:3]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ('[{"number":"06 12 34 56 78","countryCode":"FR"}]', PLAIN),
        ('["+33612345678"]', PLAIN),
        ('[{"number":"0612345678"}]', FRENCH),
        ("0612345678 |", replace(FRENCH, separator="|")),
    ],
)
def test_further_numbers_have_their_stored_form(cell: str, written: CellFormat) -> None:
    """Lists of numbers are sent as they are stored, so that loading them again changes nothing."""
    (phone,) = read(cell, FieldType.RAW_JSON, written, **OTHERS)

    assert {"number": "612345678", "callingCode": "+33", "countryCode": "FR"} == phone
    assert ("612345678", "FR", "+33") == stored(phone)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('[{"number":"0612345678"}]', "PHONE_INVALID"),
        ('[{"number":"612345678","callingCode":"+33","countryCode":"US"}]', "PHONE_CONFLICT"),
        ('[{"number":"4.9E+11"}]', "PHONE_SCIENTIFIC"),
        ('[{"number":"0612345678","kind":"home"}]', "LIST_INVALID"),
        ("+33612345678;+33612345679", "LIST_INVALID"),
    ],
)
def test_further_numbers_in_doubt_are_refused(cell: str, code: str) -> None:
    """A member without country, with contradicting codes, with lost digits or unknown parts is refused."""
    assert code == refused(cell, FieldType.RAW_JSON, PLAIN, **OTHERS).code
