"""Every refusal has a documented code, a kind, a reason and a hint."""

from __future__ import annotations

import pytest

from loaders.values.cell_format import PLAIN
from loaders.values.codes import KINDS, Kind, kind_of
from schema.field_types import FieldType
from schema.model import Option
from tests.spec.cell_reading import refused

STAGES = (Option("NEW", "New"), Option("PROPOSAL", "Offer sent"))
PHONE = {"sub_field": "primaryPhoneNumber", "composite": FieldType.PHONES}
BLOCKS = {"sub_field": "blocknote", "composite": FieldType.RICH_TEXT}
MADE_A_NUMBER = "a spreadsheet made it a number; format the column as text and export it again"


@pytest.mark.parametrize(
    ("cell", "type_", "more", "code", "message"),
    [
        ("12,5o", FieldType.NUMBER, {}, "NUMBER_INVALID", '"12,5o" is not a number; write digits only, like 1234.5'),
        ("oui", FieldType.BOOLEAN, {}, "BOOL_INVALID", '"oui" is not true or false; add it under values:'),
        ("2024-02-30", FieldType.DATE, {}, "DATE_INVALID", '"2024-02-30" does not exist; correct the day or the time'),
        ("Propsal", FieldType.SELECT, {}, "OPTION_UNKNOWN", '"Propsal" is no option; did you mean PROPOSAL?'),
        ("offer snet", FieldType.SELECT, {}, "OPTION_UNKNOWN", '"offer snet" is no option; did you mean PROPOSAL?'),
        ("zzz", FieldType.SELECT, {}, "OPTION_UNKNOWN", '"zzz" is no option; the options are NEW, PROPOSAL'),
        (
            "4.91512E+11",
            FieldType.TEXT,
            PHONE,
            "PHONE_SCIENTIFIC",
            '"4.91512E+11" was a number in the spreadsheet; format the column as text',
        ),
        (
            "491512345678.0",
            FieldType.TEXT,
            PHONE,
            "PHONE_SCIENTIFIC",
            '"491512345678.0" was a number in the spreadsheet; format the column as text',
        ),
        (
            "1.23457E+31",
            FieldType.UUID,
            {},
            "UUID_INVALID",
            '"1.23457E+31" is not an id (32 hexadecimal digits); ' + MADE_A_NUMBER,
        ),
        ('{"a":"\\u0000"}', FieldType.RAW_JSON, {}, "JSON_INVALID", '"{"a":"\\u0000"}" contains a NUL character; remove it'),
        ("a\0b", FieldType.TEXT, {}, "TEXT_INVALID", "contains a NUL character; remove it"),
        ("a\0b", FieldType.ARRAY, {}, "LIST_INVALID", "contains a NUL character; remove it"),
        ('["a\\u0000"]', FieldType.ARRAY, {}, "LIST_INVALID", '"["a\\u0000"]" contains a NUL character; remove it'),
        ("{}", FieldType.TEXT, BLOCKS, "JSON_INVALID", '"{}" is not a list of blocks; give the text under Markdown instead'),
        ("6", FieldType.RATING, {"options": ()}, "RATING_INVALID", '"6" is not a rating from 1 to 5; write 1 or RATING_1'),
    ],
)
def test_a_refusal_says_what_and_how_to_mend_it(
    cell: str, type_: FieldType, more: dict[str, object], code: str, message: str
) -> None:
    """The message is the reason and the hint, which can also be had apart."""
    error = refused(cell, type_, PLAIN, **{"options": STAGES} | more)

    assert (code, message) == (error.code, str(error))
    assert message == f"{error.reason}; {error.hint}"
    assert Kind.FORMAT is kind_of(error.code)


def test_every_kind_of_mistake_has_codes() -> None:
    """Twenty's four kinds cover the codes, but for what no row is to blame for."""
    assert {"DUP_IN_FILE", "UNIQUE_CONFLICT", "MULTI_MATCH", "DELETED_MATCH"} == _codes(Kind.DUPLICATE)
    assert {"REQUIRED", "KEY_EMPTY"} == _codes(Kind.MISSING)
    assert {"REL_NOT_FOUND", "REL_DELETED", "REL_AMBIGUOUS"} == _codes(Kind.RELATION)
    assert {"SERVER", "FORBIDDEN", "CHANGED_MEANWHILE"} == _codes(Kind.OTHER)


def _codes(kind: Kind) -> set[str]:
    return {code for code, of in KINDS.items() if of is kind}
