"""Why a raw value may not be stored or compared with, in the words clients know from Twenty."""

from __future__ import annotations

from dataclasses import dataclass

INVALID_ARGS_DATA = "INVALID_ARGS_DATA"
INVALID_ARGS_FILTER = "INVALID_ARGS_FILTER"
INVALID_QUERY_INPUT = "INVALID_QUERY_INPUT"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a record of a call may not be stored; its code is always BAD_USER_INPUT.

    `friendly` is the userFriendlyMessage, None the default one; `path` is a field path such as "emails.primaryEmail".
    """

    row: int
    message: str
    sub_code: str | None = INVALID_ARGS_DATA
    friendly: str | None = None
    path: str | None = None


class ValueRefused(ValueError):
    """One value may not be stored or compared with. `path` names the sub-field of a composite that is at fault."""

    def __init__(
        self,
        message: str,
        friendly: str | None = None,
        sub_code: str | None = INVALID_ARGS_DATA,
        path: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.friendly = friendly
        self.sub_code = sub_code
        self.path = path


def null_violation(table: str, column: str) -> ValueRefused:
    """Return the refusal of an empty value in a column that needs one."""
    return ValueRefused(
        f'null value in column "{column}" of relation "{table}" violates not-null constraint',
        "A required field is missing. Please provide all required values and try again.",
        None,
    )
