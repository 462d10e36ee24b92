"""What the nodes of the data model need to find each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from server.metadata.scalars import UUID

if TYPE_CHECKING:
    from server.metadata.fields import Field
    from server.metadata.objects import Object


class Directory(Protocol):
    """Looks up objects and fields by their ids."""

    def object(self, id_: UUID) -> Object:
        """Return the object of this id; refuse an unknown one."""

    def field(self, id_: UUID) -> Field:
        """Return the field of this id; refuse an unknown one."""
