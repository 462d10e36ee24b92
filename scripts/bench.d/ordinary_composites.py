"""The scalars and composite output types of the ordinary server."""

from __future__ import annotations

from enum import Enum
from typing import Any, NewType

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

UUID = NewType("UUID", str)
DateTime = NewType("DateTime", str)
BigFloat = NewType("BigFloat", float)
Position = NewType("Position", float)
Cursor = NewType("Cursor", str)
ConnectionCursor = NewType("ConnectionCursor", str)
_KINDS = (UUID, DateTime, BigFloat, Position, Cursor, ConnectionCursor)
# All of them are stored as they are shown, so they pass unchanged.
SCALARS: dict[object, ScalarDefinition] = {kind: strawberry.scalar(name=kind.__name__) for kind in _KINDS}


@strawberry.enum
class ActorSourceEnum(Enum):
    """Where a record came from."""

    EMAIL = "EMAIL"
    CALENDAR = "CALENDAR"
    WORKFLOW = "WORKFLOW"
    AGENT = "AGENT"
    API = "API"
    IMPORT = "IMPORT"
    MANUAL = "MANUAL"
    SYSTEM = "SYSTEM"
    WEBHOOK = "WEBHOOK"
    APPLICATION = "APPLICATION"


@strawberry.type
class Actor:
    """Who wrote a record."""

    source: ActorSourceEnum
    workspace_member_id: UUID | None
    name: str
    context: JSON | None


@strawberry.type
class Links:
    """A primary link and more of them."""

    primary_link_label: str
    primary_link_url: str
    secondary_links: JSON


@strawberry.type
class Address:
    """A postal address."""

    address_street1: str
    address_street2: str
    address_city: str
    address_postcode: str
    address_state: str
    address_country: str
    address_lat: BigFloat | None
    address_lng: BigFloat | None


@strawberry.type
class Currency:
    """An amount of money."""

    amount_micros: BigFloat | None
    currency_code: str | None


@strawberry.type
class FullName:
    """The name of a person."""

    first_name: str
    last_name: str


@strawberry.type
class Emails:
    """A primary e-mail address and more of them."""

    primary_email: str
    additional_emails: JSON


@strawberry.type
class Phones:
    """A primary phone number and more of them."""

    primary_phone_number: str
    primary_phone_country_code: str
    primary_phone_calling_code: str
    additional_phones: JSON


def links(label: str | None, url: str | None, secondary: Any) -> Links:
    """Return links as they are shown: nothing reads as empty text and list."""
    return Links(primary_link_label=label or "", primary_link_url=url or "", secondary_links=JSON(secondary or []))


def actor(source: str, member: str | None, name: str | None, context: Any) -> Actor:
    """Return an actor as it is shown."""
    member_id = UUID(member) if member else None
    return Actor(source=ActorSourceEnum[source], workspace_member_id=member_id, name=name or "", context=context)


def currency(micros: float | None, code: str | None) -> Currency:
    """Return an amount of money as it is shown."""
    return Currency(amount_micros=None if micros is None else BigFloat(micros), currency_code=code)
