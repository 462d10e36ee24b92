"""The plain reference itself gives the values and the messages that were measured."""

from __future__ import annotations

import json
from typing import Any

import pytest

from schema.standard import standard_model
from tests.property.custom_objects import full_object
from tests.property.plain_records import plain_record

_OBJECTS = {**standard_model().by_name, "rocket": full_object()}

STORED: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("company", {"name": ""}, {"name": None}),
    ("company", {"name": "  padded  "}, {"name": "  padded  "}),
    ("company", {"createdAt": "2024-02-01T00:00:00+02:00"}, {"createdAt": "2024-01-31T22:00:00.000Z"}),
    ("company", {"createdAt": "2024-02-20T12:30:45.123Z"}, {"createdAt": "2024-02-20T12:30:45.123Z"}),
    ("company", {"annualRevenue": {"amountMicros": "2500000000000"}}, {"annualRevenueAmountMicros": 2500000000000}),
    ("person", {"phones": {"primaryPhoneCountryCode": "FR"}}, {"phonesPrimaryPhoneCountryCode": "FR"}),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "06 12 34 56 78", "primaryPhoneCountryCode": "FR"}},
        {
            "phonesPrimaryPhoneNumber": "612345678",
            "phonesPrimaryPhoneCountryCode": "FR",
            "phonesPrimaryPhoneCallingCode": "+33",
        },
    ),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "+14155552671"}},
        {
            "phonesPrimaryPhoneNumber": "4155552671",
            "phonesPrimaryPhoneCountryCode": "US",
            "phonesPrimaryPhoneCallingCode": "+1",
        },
    ),
    (
        "person",
        {"emails": {"primaryEmail": "Ann@Alpha.example", "additionalEmails": ["ADA.L@Orion.example"]}},
        {"emailsPrimaryEmail": "ann@alpha.example", "emailsAdditionalEmails": '["ada.l@orion.example"]'},
    ),
    (
        "person",
        {"linkedinLink": {"secondaryLinks": [{"label": "blog", "url": "https://blog.example/"}]}},
        {
            "linkedinLinkPrimaryLinkUrl": "https://blog.example",
            "linkedinLinkPrimaryLinkLabel": "blog",
            "linkedinLinkSecondaryLinks": None,
        },
    ),
    (
        "person",
        {"linkedinLink": {"primaryLinkLabel": "just a label"}},
        {"linkedinLinkPrimaryLinkUrl": None, "linkedinLinkPrimaryLinkLabel": None, "linkedinLinkSecondaryLinks": None},
    ),
    ("rocket", {"arrayField": "x"}, {"arrayField": '["x"]'}),
    ("rocket", {"multiSelectField": "BIG"}, {"multiSelectField": '["BIG"]'}),
    ("rocket", {"multiSelectField": [], "arrayField": []}, {"multiSelectField": None, "arrayField": None}),
    ("rocket", {"rawJsonField": '{"a":1}'}, {"rawJsonField": '{"a":1}'}),
    ("rocket", {"rawJsonField": {}}, {"rawJsonField": None}),
    ("rocket", {"rawJsonField": [1]}, {"rawJsonField": "[1]"}),
    ("rocket", {"dateField": "20240501"}, {"dateField": "2024-05-01"}),
    ("rocket", {"dateTimeField": "2024-05-01T10:00:00+02:00"}, {"dateTimeField": "2024-05-01T08:00:00.000Z"}),
    ("rocket", {"dateTimeField": "2024-05-01"}, {"dateTimeField": "2024-05-01T00:00:00.000Z"}),
    ("rocket", {"numberField": 0.1}, {"numberField": 0.1}),
    ("rocket", {"crew": 3.0}, {"crew": 3}),
)

URLS = (
    ("HTTPS://WWW.Norm.example/Some/Path/?Q=1", "https://www.norm.example/Some/Path/?Q=1"),
    ("WWW.NORM2.example/", "WWW.NORM2.example/"),
    ("http://norm3.example//", "http://norm3.example/"),
    ("  norm4.example  ", "  norm4.example  "),
    ("norm5.example/a/", "norm5.example/a/"),
    ("https://norm6.example?x=1", "https://norm6.example/?x=1"),
    ("https://norm7.example:443/", "https://norm7.example"),
    ("https://m\u00fcnchen.example/", "https://xn--mnchen-3ya.example"),
    ("localhost", "localhost"),
    ("http://1.2.3.4/x", "http://1.2.3.4/x"),
    ("https://norm10.example/a b", "https://norm10.example/a%20b"),
)

_DATE = "Expected format: 'YYYY-MM-DD'"
_MOMENT = "Expected format: 'YYYY-MM-DDTHH:mm:ssZ'"
_FILES = "0.fileId: Invalid UUID, 0.label: Invalid input: expected string, received undefined"
_SOURCES = "EMAIL, CALENDAR, WORKFLOW, AGENT, API, IMPORT, MANUAL, SYSTEM, WEBHOOK, APPLICATION"

REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("company", {"nope": 1}, 'Object company doesn\'t have any "nope" field.'),
    ("company", {"name": 42}, 'Invalid string value 42 for text field "name"'),
    ("company", {"name": {"a": 1}}, 'Invalid string value { a: 1 } for text field "name"'),
    (
        "company",
        {"annualRevenue": {"amountMicros": "abc", "currencyCode": "USD"}},
        'Invalid number value NaN for field "annualRevenue.amountMicros"',
    ),
    ("company", {"domainName": "https://foo.example"}, "Invalid object value 'https://foo.example' for field \"domainName\""),
    ("company", {"domainName": {"url": "x.example"}}, 'Invalid subfield url for links field "domainName"'),
    ("company", {"searchVector": "x"}, "searchVector TS_VECTOR-typed field does not support write operations"),
    ("company", {"people": {"connect": {}}}, "One-to-many relation people field does not support write operations."),
    ("person", {"company": None}, 'Relation "company" requires connect or disconnect operation'),
    ("person", {"name": "Ada Lovelace"}, "Invalid object value 'Ada Lovelace' for field \"name\""),
    ("person", {"name": '{"firstName": "Ada"}'}, 'Invalid subfield 0 for full name field "name"'),
    ("person", {"position": "middle"}, "Invalid position value 'middle' for field \"position\""),
    (
        "person",
        {"emails": {"primaryEmail": "not-an-email"}},
        "Invalid string value 'not-an-email' for email field \"emails.primaryEmail\"",
    ),
    (
        "person",
        {"avatarFile": [{"fileId": "nope"}]},
        f'Invalid value "[ {{ fileId: \'nope\' }} ]" for FILES field "avatarFile" - {_FILES}',
    ),
    (
        "person",
        {"createdBy": {"source": "NOPE"}},
        f'Invalid value "NOPE" for field "createdBy.source". Valid values are: {_SOURCES}',
    ),
    ("note", {"bodyV2": {"blocknote": "x"}}, 'Invalid blocknote value for field "bodyV2.blocknote" - must contain valid JSON'),
    ("rocket", {"selectField": "HUGE"}, 'Invalid value "HUGE" for field "selectField". Valid values are: SMALL, BIG'),
    ("rocket", {"selectField": 1}, 'Invalid string value 1 for text field "selectField"'),
    ("rocket", {"multiSelectField": ["Z"]}, "Invalid value [ 'Z' ] for multi select field \"multiSelectField\""),
    (
        "rocket",
        {"multiSelectField": [None]},
        'Invalid value [ null ] for field "multiSelectField - Array values need to be string"',
    ),
    ("rocket", {"arrayField": [1]}, 'Invalid value [ 1 ] for field "arrayField - Array values need to be string"'),
    ("rocket", {"numberField": "abc"}, "Invalid number value 'abc' for field \"numberField\""),
    ("rocket", {"crew": 1.5}, 'Invalid number value 1.5 for field "crew"'),
    ("rocket", {"booleanField": "yes"}, "Invalid boolean value 'yes' for field \"booleanField\""),
    ("rocket", {"dateField": "2024-13-01"}, f"Invalid value '2024-13-01' for date field \"dateField\". {_DATE}"),
    (
        "rocket",
        {"dateField": "2024-05-01T23:30:00-05:00"},
        f"Invalid value '2024-05-01T23:30:00-05:00' for date field \"dateField\". {_DATE}",
    ),
    ("rocket", {"dateTimeField": "31/12/2024"}, f"Invalid value '31/12/2024' for date-time field \"dateTimeField\". {_MOMENT}"),
    ("rocket", {"rawJsonField": 5}, 'Invalid object value 5 for field "rawJsonField"'),
    ("rocket", {"rawJsonField": "nope"}, "Invalid object value 'nope' for field \"rawJsonField\""),
    ("rocket", {"makerId": "x"}, "Invalid UUID value 'x' for field \"makerId\""),
    ("rocket", {"phase": None}, 'null value in column "phase" of relation "_rocket" violates not-null constraint'),
    ("opportunity", {"stage": None}, 'null value in column "stage" of relation "opportunity" violates not-null constraint'),
    ("company", {"id": None}, 'null value in column "id" of relation "company" violates not-null constraint'),
)

CODED = (
    ("company", {"domainName": {"primaryLinkUrl": "not a url at all"}}, "The URL of the link is not valid", "INVALID_URL"),
    ("company", {"domainName": {"primaryLinkUrl": "ftp://norm8.example"}}, "The URL of the link is not valid", "INVALID_URL"),
    ("company", {"domainName": {"primaryLinkUrl": "norm9"}}, "The URL of the link is not valid", "INVALID_URL"),
    ("company", {"id": "not-a-uuid"}, 'Value "not-a-uuid" is not a valid UUID', "INVALID_QUERY_INPUT"),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "abc"}},
        "Provided phone number is invalid abc",
        "INVALID_PHONE_NUMBER",
    ),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "FR", "primaryPhoneCallingCode": "+1"}},
        "Provided country code and calling code are conflicting",
        "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE",
    ),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "612345678", "primaryPhoneCallingCode": "+0"}},
        "Invalid calling code +0",
        "INVALID_PHONE_CALLING_CODE",
    ),
    (
        "person",
        {"phones": {"primaryPhoneNumber": "+33612345678", "primaryPhoneCountryCode": "US"}},
        "Provided and inferred country code are conflicting",
        "CONFLICTING_PHONE_COUNTRY_CODE",
    ),
)


@pytest.mark.parametrize(("name", "raw", "stored"), STORED, ids=lambda value: json.dumps(value)[:60])
def test_a_measured_value_is_stored_as_measured(name: str, raw: dict[str, Any], stored: dict[str, Any]) -> None:
    """What was accepted is stored the way it was read back."""
    record = plain_record(_OBJECTS[name], {"serial": "S", **raw} if name == "rocket" else raw, create=True)

    assert not record.refusals
    assert stored == {column: value for column, value in record.columns.items() if column != "serial"}


@pytest.mark.parametrize(("raw", "stored"), URLS)
def test_a_measured_url_is_stored_as_measured(raw: str, stored: str) -> None:
    """A URL with a scheme is normalised, one without is kept as typed."""
    record = plain_record(_OBJECTS["company"], {"domainName": {"primaryLinkUrl": raw}}, create=True)

    assert stored == record.columns["domainNamePrimaryLinkUrl"]


@pytest.mark.parametrize(("name", "raw", "message"), REFUSED, ids=lambda value: json.dumps(value)[:60])
def test_a_measured_refusal_has_its_words(name: str, raw: dict[str, Any], message: str) -> None:
    """What was refused is refused with the same message."""
    record = plain_record(_OBJECTS[name], raw, create=True)

    assert message == record.refusals[0].message
    assert record.refusals[0].sub_code == (None if message.startswith("null value") else "INVALID_ARGS_DATA")


@pytest.mark.parametrize(("name", "raw", "message", "sub_code"), CODED, ids=lambda value: json.dumps(value)[:60])
def test_a_measured_refusal_has_its_sub_code(name: str, raw: dict[str, Any], message: str, sub_code: str) -> None:
    """Links, phones and ids are refused with sub codes of their own."""
    record = plain_record(_OBJECTS[name], raw, create=True)

    assert (message, sub_code) == (record.refusals[0].message, record.refusals[0].sub_code)
