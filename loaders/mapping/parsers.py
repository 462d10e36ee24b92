"""Which reader of cells belongs to which column, written as the column's cells are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from loaders.mapping.columns import WRITTEN_OF_ACTOR, Column
from loaders.values import choices, contacts, dates, lists, numbers, phone_cells, texts
from loaders.values.cell_format import PLAIN, CellFormat
from loaders.values.composites import composite_parser
from loaders.values.currency_codes import parse_currency_code
from loaders.values.number_formats import declared_format, plain_reader
from loaders.values.words import Parser, with_words
from schema.composites import ACTOR_SOURCES, COMPOSITES
from schema.field_types import FieldType
from schema.model import Option

__all__ = ["Parser", "parser_for"]

_Maker = Callable[[CellFormat], Parser]


def _fixed(parse: Parser) -> _Maker:
    """Return the maker of a reader that knows one way only."""
    return lambda _: parse


def _numeric(parse: Callable[..., Any], *, exponent: bool = False) -> _Maker:
    """Return the maker of a reader of numbers; old exports wrote large amounts with an exponent."""

    def make(written: CellFormat) -> Parser:
        plain = plain_reader(declared_format(written), exponent=exponent or written.scientific)
        return parse if plain is numbers.plain_number else partial(parse, plain=plain)

    return make


_AMOUNT, _MICROS = _numeric(numbers.parse_amount, exponent=True), _numeric(numbers.parse_micros, exponent=True)

_BY_TYPE = MappingProxyType[FieldType, _Maker](
    {
        FieldType.TEXT: texts.text_parser,
        FieldType.BOOLEAN: _fixed(texts.parse_boolean),
        FieldType.UUID: _fixed(texts.parse_uuid),
        FieldType.RAW_JSON: _fixed(texts.parse_json),
        FieldType.NUMBER: _numeric(numbers.parse_number),
        FieldType.NUMERIC: _numeric(numbers.parse_numeric),
        FieldType.POSITION: _numeric(numbers.parse_position),
        FieldType.DATE: dates.date_parser,
        FieldType.DATE_TIME: dates.moment_parser,
        FieldType.ARRAY: lists.list_parser,
    }
)

_BY_SUB_FIELD = MappingProxyType[tuple[FieldType, str], _Maker](
    {
        (FieldType.EMAILS, "primaryEmail"): _fixed(contacts.parse_email),
        (FieldType.EMAILS, "additionalEmails"): contacts.emails_parser,
        (FieldType.LINKS, "primaryLinkUrl"): contacts.url_parser,
        (FieldType.LINKS, "secondaryLinks"): contacts.links_parser,
        (FieldType.PHONES, "primaryPhoneNumber"): _fixed(phone_cells.parse_phone),
        (FieldType.PHONES, "primaryPhoneCountryCode"): _fixed(phone_cells.parse_country),
        (FieldType.PHONES, "primaryPhoneCallingCode"): _fixed(phone_cells.parse_calling_code),
        (FieldType.PHONES, "additionalPhones"): phone_cells.phones_parser,
        (FieldType.CURRENCY, "amountMicros"): _AMOUNT,
        (FieldType.CURRENCY, "currencyCode"): _fixed(parse_currency_code),
        (FieldType.ADDRESS, "addressLat"): _numeric(numbers.parse_between(-90, 90)),
        (FieldType.ADDRESS, "addressLng"): _numeric(numbers.parse_between(-180, 180)),
        (FieldType.ACTOR, "source"): _fixed(choices.choice_parser(tuple(Option(name, name) for name in ACTOR_SOURCES))),
        (FieldType.RICH_TEXT, "blocknote"): _fixed(texts.parse_blocks),
    }
)

_WHOLE_NUMBERS = MappingProxyType[str, _Maker](
    {"int": _numeric(numbers.parse_whole_number), "bigint": _numeric(numbers.parse_big_number)}
)


def parser_for(column: Column, written: CellFormat = PLAIN) -> Parser:
    """Return the reader of this column's cells as they are written; it raises CellError for a cell that is no value."""
    if column.whole:
        return _whole_parser(column, written)
    make = _maker(column)
    return with_words(make(written), written.values, make(PLAIN)) if written.values else make(written)


def _maker(column: Column) -> _Maker:
    if column.reference is not None:
        return _reference_maker(column)
    if column.micros:
        return _MICROS
    if column.composite is not None and column.sub_field is not None:
        return _BY_SUB_FIELD.get((column.composite, column.sub_field)) or _BY_TYPE[column.type]
    if column.whole_number is not None:
        return _WHOLE_NUMBERS[column.whole_number]
    if column.type is FieldType.SELECT:
        return _fixed(choices.choice_parser(column.options))
    if column.type is FieldType.RATING:
        return _fixed(choices.rating_parser(column.options))
    if column.type is FieldType.MULTI_SELECT:
        return partial(choices.choices_parser, column.options)
    return _BY_TYPE[column.type]


def _reference_maker(column: Column) -> _Maker:
    """Return the maker of the reader of values that name a related record."""
    sub_field = column.reference.sub_field if column.reference is not None else None
    if column.composite is not None and sub_field is not None:
        return _BY_SUB_FIELD.get((column.composite, sub_field), texts.text_parser)
    return _BY_TYPE.get(column.type, texts.text_parser)


def _whole_parser(column: Column, written: CellFormat) -> Parser:
    """Return the reader of a composite in one cell, whose amounts are millionths as in the API."""
    parts = COMPOSITES[column.type].sub_fields
    readers: dict[str, Parser] = {}
    for part in parts:
        micros = part.name == "amountMicros"
        place = replace(column, type=part.type, sub_field=part.name, whole=False, micros=micros)
        readers[part.name] = parser_for(place, replace(PLAIN, phone_region=written.phone_region, keep_url=written.keep_url))
    left_out = [name for name in readers if column.type is FieldType.ACTOR and name not in WRITTEN_OF_ACTOR]
    return composite_parser({name: reader for name, reader in readers.items() if name not in left_out}, left_out)
