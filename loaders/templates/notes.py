"""What a template says of each of its columns: type, whether it is needed or unique, options, and what a cell may hold."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from loaders.templates.columns import TemplateColumn
from loaders.templates.examples import is_required
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata

TITLES = ("Column", "Field", "Type", "Required", "Unique", "What is accepted", "Options")


@dataclass(frozen=True, slots=True)
class Note:
    """What there is to know about one column."""

    heading: str
    path: str
    type: str
    required: bool
    unique: bool
    accepted: str
    options: tuple[str, ...] = ()

    @property
    def cells(self) -> tuple[str, ...]:
        """The note as a row under `TITLES`, each option in a cell of its own."""
        needed = ("yes" if flag else "" for flag in (self.required, self.unique))
        return (self.heading, self.path, self.type, *needed, self.accepted, *self.options)


def note_on(obj: ObjectMetadata, column: TemplateColumn) -> Note:
    """Return the note on a column of an object's template."""
    return Note(
        column.heading,
        column.column.path,
        _type(column),
        is_required(column),
        _is_unique(obj, column),
        _accepted(column),
        choices(column),
    )


def choices(column: TemplateColumn) -> tuple[str, ...]:
    """Return the values among which a cell chooses."""
    if isinstance(column.member, ManyToOne):
        return ()
    if column.column.type is FieldType.BOOLEAN:
        return ("true", "false")
    if column.column.type is FieldType.RATING and not column.column.options:
        return tuple(f"RATING_{number}" for number in range(1, 6))
    return tuple(option.value for option in column.column.options)


def _type(column: TemplateColumn) -> str:
    reference = column.column.reference
    if reference is not None:
        return f"RELATION to {reference.target.name_singular}"
    return (column.column.composite or column.column.type).value


def _is_unique(obj: ObjectMetadata, column: TemplateColumn) -> bool:
    """Return whether the cell alone, or together with others, must be unlike that of every other record."""
    member = column.member
    if column.column.path == "id":
        return True
    if not any(member.name in index.fields for index in obj.unique_indexes):
        return False
    composite = COMPOSITES.get(member.type) if isinstance(member, Field) else None
    return composite is None or column.column.sub_field in composite.unique


def _accepted(column: TemplateColumn) -> str:
    if column.target is not None and column.column.path != "id":
        reference = column.column.reference
        assert reference is not None
        what = column.heading.partition(" / ")[2] or "id"
        return f"the {what} of one of the {reference.target.label_plural} that exist"
    if column.column.path == "id":
        return "empty for a new record; the id of a record to update it"
    if column.column.composite is not None and column.column.sub_field is not None:
        special = _PARTS.get((column.column.composite, column.column.sub_field))
        if special:
            return special
    return _PLAIN[column.column.type]


_LIST = 'a JSON list, such as ["one","two"]'
_PLAIN = MappingProxyType(
    {
        FieldType.ARRAY: _LIST,
        FieldType.BOOLEAN: "true or false; yes, no, 1 and 0 too",
        FieldType.DATE: "a date as YYYY-MM-DD",
        FieldType.DATE_TIME: "a moment with its zone, as 2026-01-31T09:30:00Z or with +01:00; a date alone is midnight in UTC",
        FieldType.MULTI_SELECT: 'options, as a JSON list such as ["A","B"] or separated by ;',
        FieldType.NUMBER: "digits, with a dot before decimals and nothing between thousands",
        FieldType.NUMERIC: "digits, with a dot before decimals and nothing between thousands",
        FieldType.POSITION: "a number, first or last",
        FieldType.RATING: "one of the options, or its number",
        FieldType.RAW_JSON: 'a JSON object or list, such as {"key":"value"}',
        FieldType.SELECT: "one of the options",
        FieldType.TEXT: "any text",
        FieldType.UUID: "32 hexadecimal digits with hyphens",
    }
)
_PARTS = MappingProxyType(
    {
        (FieldType.ACTOR, "source"): "where the record comes from, such as IMPORT, MANUAL or API",
        (FieldType.ADDRESS, "addressLat"): "degrees from -90 to 90",
        (FieldType.ADDRESS, "addressLng"): "degrees from -180 to 180",
        (FieldType.CURRENCY, "amountMicros"): "an amount in units of its currency, with a dot before decimals",
        (FieldType.CURRENCY, "currencyCode"): "a code of ISO 4217, such as EUR; needed wherever there is an amount",
        (FieldType.EMAILS, "primaryEmail"): "one e-mail address",
        (FieldType.EMAILS, "additionalEmails"): "further addresses separated by ;",
        (FieldType.LINKS, "primaryLinkUrl"): "an address such as https://example.com; https:// is added where it is missing",
        (FieldType.LINKS, "secondaryLinks"): 'a JSON list, such as [{"label":"Blog","url":"https://example.com"}]',
        (
            FieldType.PHONES,
            "primaryPhoneNumber",
        ): "a number with its country in the columns beside it, or with + and calling code",
        (FieldType.PHONES, "primaryPhoneCountryCode"): "a country code of two letters, such as FR",
        (FieldType.PHONES, "primaryPhoneCallingCode"): "a calling code, such as +33",
        (
            FieldType.PHONES,
            "additionalPhones",
        ): 'a JSON list, such as [{"number":"639980102","countryCode":"FR","callingCode":"+33"}]',
        (FieldType.RICH_TEXT, "markdown"): "text, with Markdown for its form",
    }
)
