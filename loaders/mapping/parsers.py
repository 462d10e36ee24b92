"""Which reader of cells belongs to which column."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from loaders.mapping.columns import Column
from loaders.values import choices, contacts, dates, numbers, texts
from loaders.values.cell_format import PLAIN, CellFormat
from loaders.values.currency_codes import parse_currency_code
from schema.composites import ACTOR_SOURCES
from schema.field_types import FieldType
from schema.model import Option

Parser = Callable[[str], Any]

_BY_TYPE = MappingProxyType[FieldType, Parser](
    {
        FieldType.TEXT: texts.parse_text,
        FieldType.BOOLEAN: texts.parse_boolean,
        FieldType.UUID: texts.parse_uuid,
        FieldType.RAW_JSON: texts.parse_json,
        FieldType.NUMBER: numbers.parse_number,
        FieldType.NUMERIC: numbers.parse_number,
        FieldType.POSITION: numbers.parse_position,
        FieldType.DATE: dates.parse_date,
        FieldType.DATE_TIME: dates.parse_moment,
        FieldType.ARRAY: choices.parse_list,
    }
)

_BY_SUB_FIELD = MappingProxyType[tuple[FieldType, str], Parser](
    {
        (FieldType.EMAILS, "primaryEmail"): contacts.parse_email,
        (FieldType.EMAILS, "additionalEmails"): contacts.parse_emails,
        (FieldType.LINKS, "primaryLinkUrl"): contacts.parse_url,
        (FieldType.LINKS, "secondaryLinks"): contacts.parse_links,
        (FieldType.PHONES, "primaryPhoneNumber"): contacts.parse_phone,
        (FieldType.PHONES, "primaryPhoneCountryCode"): contacts.parse_country,
        (FieldType.PHONES, "primaryPhoneCallingCode"): contacts.parse_calling_code,
        (FieldType.PHONES, "additionalPhones"): contacts.parse_phones,
        (FieldType.CURRENCY, "amountMicros"): numbers.parse_amount,
        (FieldType.CURRENCY, "currencyCode"): parse_currency_code,
        (FieldType.ADDRESS, "addressLat"): numbers.parse_between(-90, 90),
        (FieldType.ADDRESS, "addressLng"): numbers.parse_between(-180, 180),
        (FieldType.ACTOR, "source"): choices.choice_parser(tuple(Option(source, source) for source in ACTOR_SOURCES)),
        (FieldType.RICH_TEXT, "blocknote"): texts.parse_json_text,
    }
)

_WHOLE_NUMBERS = MappingProxyType[str, Parser]({"int": numbers.parse_whole_number, "bigint": numbers.parse_big_number})
_CHOICES = MappingProxyType[FieldType, Callable[[tuple[Option, ...]], Parser]](
    {
        FieldType.SELECT: choices.choice_parser,
        FieldType.MULTI_SELECT: choices.choices_parser,
        FieldType.RATING: choices.rating_parser,
    }
)


def parser_for(column: Column, written: CellFormat = PLAIN) -> Parser:
    """Return the reader of this column's cells as they are written; it raises CellError for a cell that is no value."""
    if written.trim and column.type is FieldType.TEXT:
        return lambda cell: _parser_for(column)(cell.strip())
    return _parser_for(column)


def _parser_for(column: Column) -> Parser:
    if column.reference is not None:
        return reference_parser(column.type, column.composite)
    if column.micros:
        return numbers.parse_micros
    if column.composite is not None and column.sub_field is not None:
        special = _BY_SUB_FIELD.get((column.composite, column.sub_field))
        return special or _BY_TYPE[column.type]
    if column.whole_number is not None:
        return _WHOLE_NUMBERS[column.whole_number]
    if column.type in _CHOICES:
        return _CHOICES[column.type](column.options)
    return _BY_TYPE[column.type]


def reference_parser(type_: FieldType, composite: FieldType | None) -> Parser:
    """Return the reader of a value that names a related record."""
    if composite is FieldType.EMAILS:
        return contacts.parse_email
    if composite is FieldType.LINKS:
        return contacts.parse_url
    return _BY_TYPE.get(type_, texts.parse_text)
