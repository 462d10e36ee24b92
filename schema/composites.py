"""The composite types: their sub-fields, in contract order, and which of them take part in uniqueness and emptiness."""

from __future__ import annotations

from dataclasses import dataclass

from schema.field_types import TRAITS, Empty, FieldType, Storage


@dataclass(frozen=True, slots=True)
class SubField:
    """One part of a composite value, stored in a column of its own.

    `empty` is what NULL reads as, which may differ from the plain type's rule (`data-api.md` 5.2).
    """

    name: str
    type: FieldType
    empty: Empty
    options: tuple[str, ...] = ()
    required: bool = False

    @property
    def storage(self) -> Storage:
        """What its column holds."""
        return TRAITS[self.type].storage


@dataclass(frozen=True, slots=True)
class Composite:
    """A composite type. `words` is how messages call it; `unique` and `emptiness` name sub-fields."""

    graphql_name: str
    words: str
    sub_fields: tuple[SubField, ...]
    unique: tuple[str, ...]
    emptiness: tuple[str, ...]

    def sub_field(self, name: str) -> SubField | None:
        """Return the sub-field of this name."""
        return next((part for part in self.sub_fields if part.name == name), None)


ACTOR_SOURCES = ("EMAIL", "CALENDAR", "WORKFLOW", "AGENT", "API", "IMPORT", "MANUAL", "SYSTEM", "WEBHOOK", "APPLICATION")


def _text(name: str, empty: Empty = Empty.TEXT) -> SubField:
    return SubField(name, FieldType.TEXT, empty)


def _list(name: str) -> SubField:
    return SubField(name, FieldType.RAW_JSON, Empty.LIST)


def _number(name: str) -> SubField:
    return SubField(name, FieldType.NUMERIC, Empty.NULL)


_ADDRESS = ("addressStreet1", "addressStreet2", "addressCity", "addressPostcode", "addressState", "addressCountry")
_PHONE = ("primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode")

COMPOSITES: dict[FieldType, Composite] = {
    FieldType.ACTOR: Composite(
        "Actor",
        "actor",
        (
            SubField("source", FieldType.SELECT, Empty.NULL, ACTOR_SOURCES, required=True),
            SubField("workspaceMemberId", FieldType.UUID, Empty.NULL),
            SubField("name", FieldType.TEXT, Empty.TEXT, required=True),
            SubField("context", FieldType.RAW_JSON, Empty.NULL),
        ),
        unique=(),
        emptiness=("name",),
    ),
    FieldType.ADDRESS: Composite(
        "Address",
        "address",
        (*map(_text, _ADDRESS), _number("addressLat"), _number("addressLng")),
        unique=_ADDRESS,
        emptiness=(*_ADDRESS, "addressLat", "addressLng"),
    ),
    FieldType.CURRENCY: Composite(
        "Currency",
        "currency",
        (_number("amountMicros"), _text("currencyCode", Empty.NULL)),
        unique=("amountMicros", "currencyCode"),
        emptiness=("amountMicros", "currencyCode"),
    ),
    FieldType.EMAILS: Composite(
        "Emails",
        "emails",
        (_text("primaryEmail"), _list("additionalEmails")),
        unique=("primaryEmail",),
        emptiness=("primaryEmail",),
    ),
    FieldType.FULL_NAME: Composite(
        "FullName",
        "full name",
        (_text("firstName"), _text("lastName")),
        unique=("firstName", "lastName"),
        emptiness=("firstName", "lastName"),
    ),
    FieldType.LINKS: Composite(
        "Links",
        "links",
        (_text("primaryLinkLabel"), _text("primaryLinkUrl"), _list("secondaryLinks")),
        unique=("primaryLinkUrl",),
        emptiness=("primaryLinkUrl",),
    ),
    FieldType.PHONES: Composite(
        "Phones", "phones", (*map(_text, _PHONE), _list("additionalPhones")), unique=_PHONE, emptiness=_PHONE
    ),
    FieldType.RICH_TEXT: Composite(
        "RichText",
        "rich text",
        (_text("blocknote", Empty.NULL), _text("markdown")),
        unique=(),
        emptiness=("markdown",),
    ),
}
