"""A composite in one cell, as JSONL has it, is read part by part."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.files.rows import Row
from loaders.imports.records import RecordReader
from loaders.mapping.columns import whole_columns
from loaders.mapping.mapping import MappedColumn, Mapping
from loaders.values.cell_format import PLAIN, CellFormat
from schema.field_types import FieldType
from tests.spec.cell_reading import read, refused
from tests.spec.loader_model import MODEL


def whole(cell: str, type_: FieldType, written: CellFormat = PLAIN) -> Any:
    """Return what a whole composite is read as."""
    return read(cell, type_, written, composite=type_, whole=True)


@pytest.mark.parametrize(
    ("type_", "cell", "value"),
    [
        (FieldType.FULL_NAME, '{"firstName":"Ann","lastName":""}', {"firstName": "Ann"}),
        (FieldType.FULL_NAME, '{"firstName":null}', {"firstName": None}),
        (
            FieldType.EMAILS,
            '{"primaryEmail":"A@x.io","additionalEmails":["B@x.io"]}',
            {"primaryEmail": "a@x.io", "additionalEmails": ["b@x.io"]},
        ),
        (
            FieldType.CURRENCY,
            '{"amountMicros":1500000,"currencyCode":"EUR"}',
            {"amountMicros": 1500000, "currencyCode": "EUR"},
        ),
        (FieldType.CURRENCY, '{"amountMicros":"1500000"}', {"amountMicros": 1500000}),
        (
            FieldType.LINKS,
            '{"primaryLinkUrl":"acme.com","primaryLinkLabel":"x","secondaryLinks":[{"url":"b.com","label":null}]}',
            {
                "primaryLinkUrl": "https://acme.com",
                "primaryLinkLabel": "x",
                "secondaryLinks": [{"label": "", "url": "https://b.com"}],
            },
        ),
        (
            FieldType.ADDRESS,
            '{"addressCity":"Paris","addressPostcode":75001,"addressLat":48.8566,"addressLng":1e-7}',
            {"addressCity": "Paris", "addressPostcode": "75001", "addressLat": 48.8566, "addressLng": 1e-7},
        ),
        (FieldType.RICH_TEXT, '{"markdown":"# A","blocknote":"[]"}', {"markdown": "# A", "blocknote": "[]"}),
        (
            FieldType.ACTOR,
            '{"source":"IMPORT","name":"Ann","workspaceMemberId":null,"context":{}}',
            {"source": "IMPORT", "name": "Ann"},
        ),
        (FieldType.PHONES, "{}", {}),
    ],
)
def test_every_part_is_read_by_its_reader(type_: FieldType, cell: str, value: dict[str, Any]) -> None:
    """Parts are checked as in columns of their own; empty ones are absent, nulls clear, a server's own are left out."""
    assert value == whole(cell, type_)


@pytest.mark.parametrize(
    ("type_", "cell", "code", "reason"),
    [
        (FieldType.FULL_NAME, '{"middleName":"x"}', "JSON_INVALID", 'unknown part "middleName"'),
        (FieldType.EMAILS, '{"primaryEmail":"ann@"}', "EMAIL_INVALID", 'primaryEmail: "ann@" is not'),
        (FieldType.ADDRESS, '{"addressLat":91}', "NUMBER_INVALID", "addressLat"),
        (FieldType.CURRENCY, '{"amountMicros":1.5}', "NUMBER_INVALID", "amountMicros"),
        (FieldType.EMAILS, "ann@x.io", "JSON_INVALID", "is not JSON"),
        (FieldType.EMAILS, '["ann@x.io"]', "JSON_INVALID", "not a JSON object"),
    ],
)
def test_a_part_that_is_no_value_names_itself(type_: FieldType, cell: str, code: str, reason: str) -> None:
    """Unknown parts, parts that are no value and cells that are no object are refused."""
    error = refused(cell, type_, PLAIN, composite=type_, whole=True)

    assert code == error.code
    assert reason in error.reason


def test_rules_between_parts_hold_for_whole_composites_too() -> None:
    """An amount needs its currency and a national phone its country, whichever way they come."""
    columns = {
        column.field: column for column in (*whole_columns(MODEL.find("opportunity")), *whole_columns(MODEL.find("person")))
    }
    mapped = (
        MappedColumn(0, "amount", columns["amount"]),
        MappedColumn(1, "phones", columns["phones"], CellFormat(phone_region="FR")),
    )
    reader = RecordReader(Mapping(mapped, (), ("amount", "phones"), 2))

    draft = reader.read(Row(1, 1, ['{"amountMicros":5}', '{"primaryPhoneNumber":"0612345678"}']))

    assert [("CURRENCY_INVALID", "amount")] == [(error.code, error.column) for error in draft.errors]
    assert "+33" == draft.record["phones"]["primaryPhoneCallingCode"]


def test_whole_columns_go_by_the_names_of_the_api() -> None:
    """There is one for every composite of an object, and the history of a record is only loaded on request."""
    columns = {column.path: column for column in whole_columns(MODEL.find("person"))}

    assert {"name", "emails", "phones", "linkedinLink", "createdBy"} <= columns.keys()
    assert all(column.whole and column.label == column.path and not column.aliases for column in columns.values())
    assert columns["createdBy"].kept_out
    assert columns["emails"].kept_out is None
