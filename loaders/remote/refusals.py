"""A server's refusal, and what it means for a row: the table from Twenty's messages and codes to the loader's codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loaders.errors import ServerAnswerError

_MOST_RECORDS = re.compile(r"Maximum number of records to \w+ is (\d+)")


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first error of an answer."""

    message: str
    code: str = ""
    sub_code: str = ""
    extensions: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_permission(self) -> bool:
        """Whether the key is unknown or its role may not do this."""
        return self.code in ("UNAUTHENTICATED", "FORBIDDEN")

    @property
    def is_rate_limit(self) -> bool:
        """Whether waiting cures it."""
        return self.sub_code == "LIMIT_REACHED"

    @property
    def is_size(self) -> bool:
        """Whether fewer records per call cure it."""
        return self.sub_code == "TOO_MANY_RECORDS_TO_UPDATE" or self.code == "PAYLOAD_TOO_LARGE"

    @property
    def most_records(self) -> int | None:
        """How many records a call may have, where the message says so, as in `Maximum number of records to upsert is 200`."""
        found = _MOST_RECORDS.search(self.message) if self.is_size else None
        return int(found[1]) if found else None

    @property
    def is_document(self) -> bool:
        """Whether the request itself does not fit the server's schema, so that no row is to blame."""
        return self.code in ("GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED") or self.message.startswith(
            "Cannot query field"
        )

    def __str__(self) -> str:
        codes = ", ".join(part for part in (self.code, self.sub_code) if part)
        return f"{self.message} ({codes})" if codes else self.message


class ServerRefused(ServerAnswerError):
    """The server understood the request and refused it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"the server refused: {refusal}")
        self.refusal = refusal


def read_refusal(error: Mapping[str, Any]) -> Refusal:
    """Read one entry of an answer's `errors`."""
    extensions = error.get("extensions")
    extensions = extensions if isinstance(extensions, Mapping) else {}
    return Refusal(
        str(error.get("message", "no message")),
        str(extensions.get("code") or ""),
        str(extensions.get("subCode") or ""),
        extensions,
    )


_BY_SUB_CODE = {
    "UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT": "MULTI_MATCH",
    "INVALID_URL": "URL_INVALID",
    "INVALID_PHONE_NUMBER": "PHONE_INVALID",
    "INVALID_PHONE_COUNTRY_CODE": "PHONE_INVALID",
    "INVALID_PHONE_CALLING_CODE": "PHONE_INVALID",
    "CONFLICTING_PHONE_CALLING_CODE_AND_COUNTRY_CODE": "PHONE_CONFLICT",
    "CONFLICTING_PHONE_COUNTRY_CODE": "PHONE_CONFLICT",
    "CONFLICTING_PHONE_CALLING_CODE": "PHONE_CONFLICT",
}

_BY_MESSAGE = (
    (re.compile(r"^A duplicate entry was detected"), "UNIQUE_CONFLICT"),
    (re.compile(r"^Expected 1 record to connect|violates foreign key constraint"), "REL_NOT_FOUND"),
    (re.compile(r"^null value in column"), "REQUIRED"),
)

_BY_KIND = (
    (re.compile(r"for text field"), "TEXT_INVALID"),
    (re.compile(r"for email field"), "EMAIL_INVALID"),
    (re.compile(r"^Invalid number value|^Invalid position value"), "NUMBER_INVALID"),
    (re.compile(r"^Invalid boolean value"), "BOOL_INVALID"),
    (re.compile(r"for date field"), "DATE_INVALID"),
    (re.compile(r"for date-time field"), "DATETIME_INVALID"),
    (re.compile(r"Array values need to be string|multi select field"), "LIST_INVALID"),
    (re.compile(r"Valid values are"), "OPTION_UNKNOWN"),
    (re.compile(r"UUID"), "UUID_INVALID"),
    (re.compile(r"^Invalid object value|must contain valid JSON"), "JSON_INVALID"),
)

_FIELD = re.compile(r'field "([A-Za-z0-9_.]+)|column "([A-Za-z0-9_]+)"')


def row_code(refusal: Refusal) -> str:
    """Return the loader's code for a refusal that one row caused."""
    if refusal.sub_code in _BY_SUB_CODE:
        return _BY_SUB_CODE[refusal.sub_code]
    for pattern, code in _BY_MESSAGE:
        if pattern.search(refusal.message):
            return code
    if refusal.sub_code in ("INVALID_ARGS_DATA", "INVALID_QUERY_INPUT"):
        for pattern, code in _BY_KIND:
            if pattern.search(refusal.message):
                return code
    return "SERVER"


def field_path(refusal: Refusal) -> str | None:
    """Return the field or column the refusal's message names."""
    found = _FIELD.search(refusal.message)
    return (found.group(1) or found.group(2)) if found else None
