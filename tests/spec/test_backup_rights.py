"""What the key may not read is listed with the reason; a key that may read nothing is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest

from loaders.backups.live import Live
from loaders.backups.scope import taken_fields
from loaders.errors import PermissionRefused
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from schema.model import ObjectMetadata
from tests.spec.loader_model import MODEL

PERSON = MODEL.find("person")


class Restricted:
    """A server that refuses every request that names one of some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def execute(self, document: str, _variables: Mapping[str, Any], path: str = "/graphql") -> dict[str, Any]:
        """Answer that there are three people, or refuse."""
        assert "/graphql" == path
        if any(word in document for word in self.words):
            raise PermissionRefused("the role may not read this")
        return {"people": {"totalCount": 3, "snapshot": None}}


def looked(*forbidden: str, obj: ObjectMetadata = PERSON) -> tuple[Any, list[str]]:
    """Return what of an object can be read, and what is said of the rest."""
    live = Live(cast("Client", Restricted(*forbidden)), Capabilities(), deleted=True)
    found, omitted = live.look(obj)
    return found, [str(omission) for omission in omitted]


def test_everything_is_read_that_may_be() -> None:
    """With the number of records."""
    found, omitted = looked()

    assert (3, taken_fields(PERSON), []) == (found.total, found.fields, omitted)


def test_a_forbidden_field_is_left_out_and_named() -> None:
    """The others are read."""
    found, omitted = looked("jobTitle", "phones")

    assert {"jobTitle", "phones"} == taken_fields(PERSON).keys() - found.fields.keys()
    assert ["person.jobTitle: the key may not read it", "person.phones: the key may not read it"] == sorted(omitted)


def test_a_forbidden_object_is_left_out_and_named() -> None:
    """With the words of the refusal."""
    assert (None, ["person: the role may not read this"]) == looked("people")


def test_a_log_of_the_system_is_not_read() -> None:
    """It grows without end and cannot be put back."""
    log = ObjectMetadata("auditLog", "auditLogs", "Audit log", "Audit logs", ())

    assert (None, ["auditLog: a log of the system"]) == looked(obj=log)


@pytest.mark.parametrize("field", ["avatarFile", "searchVector", "updatedBy", "opportunities"])
def test_what_no_backup_holds(field: str) -> None:
    """Contents of files, what the server makes, and the other side of relations."""
    assert field not in taken_fields(PERSON)
