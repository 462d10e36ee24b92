"""The refusals of the metadata API.

MetadataError
├── EntityNotFoundError
├── InvalidPagingError
└── QueryTooComplexError
"""

from __future__ import annotations

from typing import Any, ClassVar


class MetadataError(Exception):
    """A request that cannot be served; the message is for its sender. Never raised directly."""

    code: ClassVar[str] = "BAD_USER_INPUT"

    def __init__(self, message: str, sub_code: str | None = None) -> None:
        super().__init__(message)
        self.sub_code = sub_code

    @property
    def extensions(self) -> dict[str, Any]:
        """What the answer carries beside the message."""
        return {"code": self.code} if self.sub_code is None else {"code": self.code, "subCode": self.sub_code}


class EntityNotFoundError(MetadataError):
    """No object or field has this id."""

    code = "NOT_FOUND"

    def __init__(self, entity: str, id_: str) -> None:
        super().__init__(f"Unable to find {entity} with id: {id_}")


class InvalidPagingError(MetadataError):
    """The paging arguments contradict each other, or a cursor cannot be read."""


class QueryTooComplexError(MetadataError):
    """The answer would hold more objects and fields than one request may ask for."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"Query too complex - Maximum allowed metadata nodes: {limit}", "TOO_COMPLEX_QUERY")
