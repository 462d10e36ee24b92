"""What the record API refuses: one exception, and the constructors of the refusals that several modules share.

RequestError
└── RecordError
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from schema.values.refusals import Refusal, ValueRefused

BAD_USER_INPUT: Final = "BAD_USER_INPUT"
INVALID_ARGS_DATA: Final = "INVALID_ARGS_DATA"
INVALID_ARGS_FILTER: Final = "INVALID_ARGS_FILTER"
INVALID_QUERY_INPUT: Final = "INVALID_QUERY_INPUT"
INVALID_CURSOR: Final = "INVALID_CURSOR"
_FRIENDLY = "An error occurred."


class RequestError(Exception):
    """A document that is refused as a whole: `errors` go into the answer, `data` stands beside them when it is not None.

    `status` is the HTTP status for `application/json`, `strict_status` the one of GraphQL over HTTP; `retry_after` are
    the seconds after which the same request may succeed.
    """

    def __init__(
        self,
        *errors: dict[str, Any],
        data: dict[str, Any] | None = None,
        status: int = 200,
        strict_status: int = 400,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(errors[0]["message"])
        self.errors, self.data = errors, data
        self.status, self.strict_status, self.retry_after = status, strict_status, retry_after


class RecordError(Exception):
    """A root field that fails: it reads null and stands in `errors`, without path and locations; the others still answer."""

    def __init__(
        self, message: str, sub_code: str | None = None, friendly: str | None = None, code: str = BAD_USER_INPUT, **more: Any
    ) -> None:
        super().__init__(message)
        self.extensions = {"code": code, "userFriendlyMessage": friendly or _FRIENDLY, **more}
        if sub_code is not None:
            self.extensions["subCode"] = sub_code

    def as_graphql(self) -> dict[str, Any]:
        """Return the entry of `errors`."""
        return {"message": str(self), "extensions": self.extensions}

    @classmethod
    def recalled(cls, entry: dict[str, Any]) -> RecordError:
        """Return the error of an entry of `errors`."""
        error = cls(entry["message"])
        error.extensions = entry["extensions"]
        return error


def value_refused(refusal: Refusal | ValueRefused) -> RecordError:
    """Refuse a value that may not be stored or compared with."""
    return RecordError(refusal.message, refusal.sub_code, refusal.friendly)


def record_not_found() -> RecordError:
    """Refuse an operation on one record that does not exist."""
    friendly = "This record does not exist or has been deleted."
    return RecordError("Record not found", "RECORD_NOT_FOUND", friendly, code="NOT_FOUND")


def permission_denied() -> RecordError:
    """Refuse an operation the caller may not do."""
    message = "Entity performing the request does not have permission"
    return RecordError(message, "PERMISSION_DENIED", code="FORBIDDEN")


def foreign_key_violation(table: str) -> RecordError:
    """Refuse a join column that names no record. Clients see the name of a constraint; its hash is free."""
    constraint = hashlib.sha256(table.encode()).hexdigest()[:27]
    return RecordError(
        f'insert or update on table "{table}" violates foreign key constraint "FK_{constraint}"',
        friendly="This operation references a record that does not exist or cannot be modified due to existing relationships.",
    )


def still_referenced() -> RecordError:
    """Refuse to destroy a record whose relations restrict that."""
    message = "This record cannot be deleted because it is still referenced by other records."
    return RecordError(message, friendly=message)


def too_complex(message: str) -> RecordError:
    """Refuse a selection of more relations than one request may ask for."""
    return RecordError(f"Query complexity is too high. {message}", "TOO_COMPLEX_QUERY")


def too_many_nodes(nodes: int, most: int) -> RecordError:
    """Refuse a document whose pages may hold more records than one request may read."""
    return too_complex(
        f"The pages of this request may hold {nodes} records together, at most {most} are allowed: ask for smaller pages "
        "(first, last), also of the lists below a record."
    )


def limit_reached(tokens: int, seconds: int) -> RecordError:
    """Refuse a root field beyond what a key may ask in so many seconds."""
    friendly = "Rate limit reached. Please try again later."
    return RecordError(f"Limit reached ({tokens} tokens per {seconds * 1_000} ms)", "LIMIT_REACHED", friendly)


def snapshot_expired() -> RecordError:
    """Refuse to read a state that is no longer held, or never was."""
    message = (
        "This snapshot has ended, or this server never opened it. Start again at the first page and select "
        "snapshot { token expiresAt } there."
    )
    return RecordError(message, "SNAPSHOT_EXPIRED", "The data could not be read to the end. Please start again.")


def too_many_snapshots(most: int, seconds: int) -> RecordError:
    """Refuse to hold one more state of the data."""
    message = (
        f"All {most} snapshots are in use; one may be free in {seconds} seconds. Try again then, or read without "
        "snapshot { token }."
    )
    return RecordError(message, "LIMIT_REACHED", "Too many exports are running. Please try again later.", retryAfter=seconds)


def idempotency_key_reused() -> RequestError:
    """Refuse a request whose Idempotency-Key stands for another one."""
    message = "This Idempotency-Key came before with another body. Send every new request with a key of its own."
    return RequestError(_conflict(message, "IDEMPOTENCY_KEY_REUSED"), status=422, strict_status=422)


def idempotency_key_in_use() -> RequestError:
    """Refuse a request whose Idempotency-Key belongs to one that is still running."""
    message = "A request with this Idempotency-Key is still running. Send it again later to read its answer."
    return RequestError(_conflict(message, "IDEMPOTENCY_KEY_IN_USE"), status=409, strict_status=409, retry_after=1)


def _conflict(message: str, sub_code: str) -> dict[str, Any]:
    return {"message": message, "extensions": {"code": "CONFLICT", "subCode": sub_code, "userFriendlyMessage": message}}
