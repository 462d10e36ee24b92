"""A server's refusal of one row becomes a code of the documented list."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.imports.blame import blame_by
from loaders.remote.refusals import read_refusal, row_code
from tests.spec.loader_model import mapping_of


def error(message: str, sub_code: str = "", code: str = "BAD_USER_INPUT") -> dict[str, Any]:
    """Return an error as Twenty answers it."""
    return {"message": message, "extensions": {"code": code, "subCode": sub_code}}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (error("A duplicate entry was detected"), "UNIQUE_CONFLICT"),
        (error("Multiple records found ...", "UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT"), "MULTI_MATCH"),
        (error("Expected 1 record to connect to company, but found 0 for x"), "REL_NOT_FOUND"),
        (error('insert or update on table "person" violates foreign key constraint "FK_1"'), "REL_NOT_FOUND"),
        (error('null value in column "stage" of relation "opportunity" violates not-null constraint'), "REQUIRED"),
        (error("The URL of the link is not valid", "INVALID_URL"), "URL_INVALID"),
        (error("Provided phone number is invalid abc", "INVALID_PHONE_NUMBER"), "PHONE_INVALID"),
        (error("x", "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE"), "PHONE_CONFLICT"),
        (error("Invalid string value 'x' for email field \"emails.primaryEmail\"", "INVALID_ARGS_DATA"), "EMAIL_INVALID"),
        (error("Invalid number value 'abc' for field \"mass\"", "INVALID_ARGS_DATA"), "NUMBER_INVALID"),
        (error('Invalid value "NOPE" for field "stage". Valid values are: NEW', "INVALID_ARGS_DATA"), "OPTION_UNKNOWN"),
        (error("Invalid UUID value 'x' for field \"companyId\"", "INVALID_ARGS_DATA"), "UUID_INVALID"),
        (error("Data validation error.", "", "INTERNAL_SERVER_ERROR"), "SERVER"),
    ],
)
def test_a_refusal_has_its_code(answer: dict[str, Any], code: str) -> None:
    """Twenty's messages and sub-codes lead to the loader's codes."""
    assert code == row_code(read_refusal(answer))


def test_what_is_no_fault_of_a_row_is_told_apart() -> None:
    """Keys and roles, rates, sizes and documents are not blamed on rows."""
    assert read_refusal(error("Token invalid.", code="UNAUTHENTICATED")).is_permission
    assert read_refusal(error("no permission", "PERMISSION_DENIED", "FORBIDDEN")).is_permission
    assert read_refusal(error("Limit reached (100 tokens per 60000 ms)", "LIMIT_REACHED")).is_rate_limit
    assert read_refusal(error("Maximum number of records to upsert is 200.", "TOO_MANY_RECORDS_TO_UPDATE")).is_size
    assert read_refusal({"message": 'Cannot query field "x" on type "Query".'}).is_document


@pytest.mark.parametrize(
    ("answer", "records"),
    [
        (error("Maximum number of records to upsert is 60.", "TOO_MANY_RECORDS_TO_UPDATE"), 60),
        (error("Too many.", "TOO_MANY_RECORDS_TO_UPDATE"), None),
        (error("Maximum number of records to upsert is 60."), None),
    ],
)
def test_the_size_that_fits_is_read_from_the_refusal(answer: dict[str, Any], records: int | None) -> None:
    """Twenty names the most records of a call, so that nothing has to be halved to find out."""
    assert records == read_refusal(answer).most_records


@pytest.mark.parametrize(
    ("answer", "record", "heading"),
    [
        (error('x for email field "emails.primaryEmail"', "INVALID_ARGS_DATA"), {}, "Emails / Primary Email"),
        (error('null value in column "jobTitle" of relation'), {}, "Job Title"),
        (
            error("invalid abc", "INVALID_PHONE_NUMBER"),
            {"phones": {"primaryPhoneNumber": "abc"}},
            "Phones / Primary Phone Number",
        ),
        (error("The URL of the link is not valid", "INVALID_URL"), {"linkedinLink": {}}, "Linkedin / Link URL"),
        (error("The URL of the link is not valid", "INVALID_URL"), {"linkedinLink": {}, "xLink": {}}, ""),
    ],
)
def test_the_column_at_fault_is_named_where_it_is_known(answer: dict[str, Any], record: dict[str, Any], heading: str) -> None:
    """The path of the message, or the only column of the kind, tells which cell to correct; a doubt names none."""
    headings = ("Emails / Primary Email", "Job Title", "Phones / Primary Phone Number", "Linkedin / Link URL", "X / Link URL")

    assert heading == blame_by(mapping_of("person", *headings))(read_refusal(answer), record)
