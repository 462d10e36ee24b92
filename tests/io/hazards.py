"""Random records of any object with the values that are lost most easily: every field type, awkward texts, extreme numbers."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from schema.composites import ACTOR_SOURCES
from schema.data_model import DataModel
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata
from schema.naming import capitalise

TEXTS = (
    *("=1+1", "+49 30", "-5", "@sum", "\ttab", "\rreturn", "\nline", "\u200d", "\u200d=1", "\uff1d1", "\ufeffmark"),
    *('say "hi"', "a,b;c|d", "two\nlines", "two\r\nlines", "old\rlines", " padded ", "\u00a0", "'", "#N/A", "NULL", "null"),
    *("\\N", "\\\\N", "\\", "0", "-0", "00123", "1e5", "TRUE", "2024-02-30", "[1]", "{}", '{"a":1}', '"', '""', ","),
    *("\u05e9\u05dc\u05d5\u05dd", "\u202eright", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\u00e9", "\u2028"),
    *("", "plain", "x" * 300),
)
"""Texts that spreadsheets, separators, quotes, encodings or normalisation would change."""
NUMBERS = (0, -0.0, 1, -1, 1.5, -0.25, 0.1, 1e-7, 123456.789, 2**53, -(2**53), 10**15, 1e21, 5e-324, None)
WHOLE = (0, 1, -1, 2**31 - 1, -(2**31), None)
MICROS = (0, 1, -1, 1_000_000, 1_234_567, -999_999, 2**53 - 1, -(2**53), 10**18, None)
DAYS = ("0001-01-01", "1582-10-15", "1899-12-31", "1900-02-28", "1970-01-01", "2024-02-29", "9999-12-31", None)
MOMENTS = ("0001-01-01T00:00:00.000Z", "1899-12-31T23:59:59.999Z", "2024-02-29T12:30:45.123Z", "9999-12-31T23:59:59.999Z", None)
VALUES: tuple[Any, ...] = (
    {},
    [],
    {"a": {"b": [1, None, "", "\u200d=1"]}},
    [0.1, -1, 2**53, True],
    {"": "", "n": None},
    [[]],
    ["\\N"],
    None,
)
PHONES = (("612345678", "FR", "+33"), ("4155552671", "US", "+1"), ("15123456789", "DE", "+49"))


class Hazards:
    """Makes records of a model's objects from one seed; relations lead to records that were made before.

    Importable ones are without the two values that a file of cells cannot bring: numbers beyond 2^53, which no import takes,
    and makers without a name, to whom a server gives that of the key.
    """

    def __init__(self, model: DataModel, seed: int, *, importable: bool = False) -> None:
        self.model = model
        self.importable = importable
        self.chance = random.Random(seed)
        self.ids: dict[str, list[str]] = {}

    def records(self, name: str, count: int, *, deleted: float = 0.2) -> list[dict[str, Any]]:
        """Return so many records of an object; some are born deleted."""
        obj = self.model.by_name[name]
        made = [self._record(obj, place, deleted) for place in range(count)]
        self.ids[name] = [record["id"] for record in made]
        return made

    def links(self, name: str) -> list[dict[str, Any]]:
        """Return links of an object's records to records made after them, or to each other."""
        relations = [r for r in self.model.by_name[name].parents if r.target in self.ids]
        return [
            {"id": record_id, **{r.join_column: self._one(self.ids[r.target]) for r in relations}}
            for record_id in self.ids[name]
            if relations and self.chance.random() < 0.5
        ]

    def _record(self, obj: ObjectMetadata, place: int, deleted: float) -> dict[str, Any]:
        record: dict[str, Any] = {"id": self._id(), "position": place + self._one((0, 0.5, -0.125))}
        unique = {field for index in obj.unique_indexes for field in index.fields}
        for field in obj.fields:
            if field.name in unique:
                record[field.name] = self._unique(field, place)
            elif not field.system and field.type in _MAKERS and (self.chance.random() < 0.8 or not field.nullable):
                record[field.name] = self._value(field)
        for relation in obj.parents:
            ids = self.ids.get(relation.target)
            if ids and (self.chance.random() < 0.7 or not relation.nullable or relation.name in unique):
                record[relation.join_column] = ids[place % len(ids)] if relation.name in unique else self._one(ids)
        record["createdAt"] = self._one(("1999-12-31T23:59:59.999Z", "2024-01-01T00:00:00.001Z"))
        record["createdBy"] = {"source": self._one(ACTOR_SOURCES), "name": self.text() or ("x" if self.importable else "")}
        if self.chance.random() < deleted and not any(index.live_only for index in obj.unique_indexes):
            record["deletedAt"] = self._one(("2024-05-01T00:00:00.001Z", "2024-05-02T10:00:00.000Z"))
        return record

    def text(self) -> str:
        """Return an awkward text."""
        return str(self._one(TEXTS))

    def texts(self) -> list[str]:
        """Return a few of them, none empty."""
        return [text for text in (self.text() for _ in range(self.chance.randrange(4))) if text.strip()]

    def options(self, field: Field) -> list[str]:
        """Return options of a field."""
        return [option.value for option in field.options]

    def _value(self, field: Field) -> Any:
        """Return a value of the field, none only where that is allowed."""
        value = _MAKERS[field.type](self, field)
        return self._value(field) if value in (None, [], {}) and not field.nullable else value

    def _unique(self, field: Field, place: int) -> Any:
        if field.type is FieldType.UUID:
            return self._id()
        if field.type is FieldType.EMAILS:
            return {"primaryEmail": f"p{place}@hazard.example", "additionalEmails": [f"q{place}+x@hazard.example"]}
        if field.type is FieldType.LINKS:
            label, others = self.text(), [{"url": "https://other.example/a?b=c,d", "label": self.text()}]
            return {"primaryLinkUrl": f"https://h{place}.example/p", "primaryLinkLabel": label, "secondaryLinks": others}
        return f"unique {place}"

    def _one(self, values: Sequence[Any]) -> Any:
        return self.chance.choice(values)

    def _id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))


Maker = Callable[[Hazards, Field], Any]


def _one_of(values: Sequence[Any]) -> Maker:
    return lambda hazards, _field: hazards.chance.choice(values)


def _number(hazards: Hazards, field: Field) -> Any:
    numbers = WHOLE if field.settings.get("dataType") in ("int", "bigint") else NUMBERS
    value = hazards.chance.choice(numbers)
    return None if hazards.importable and value is not None and abs(value) > 2**53 else value


def _choice(hazards: Hazards, field: Field) -> Any:
    return hazards.chance.choice(hazards.options(field))


def _phones(hazards: Hazards, _field: Field) -> Any:
    (number, country, calling), other = hazards.chance.choice(PHONES), hazards.chance.choice(PHONES)
    additional = {"number": other[0], "countryCode": other[1], "callingCode": other[2]}
    codes = {"primaryPhoneCountryCode": country, "primaryPhoneCallingCode": calling}
    return {"primaryPhoneNumber": number, **codes, "additionalPhones": hazards.chance.choice([[], [additional]])}


def _address(hazards: Hazards, _field: Field) -> Any:
    parts = ("Street1", "Street2", "City", "Postcode", "State", "Country")
    place = {
        "addressLat": hazards.chance.choice((None, 0, -89.5, 48.8566)),
        "addressLng": hazards.chance.choice((None, 179.99)),
    }
    return {f"address{part}": hazards.text() for part in parts} | place


def _rich_text(hazards: Hazards, _field: Field) -> Any:
    words = {"type": "text", "text": hazards.text(), "styles": {"bold": True}}
    blocks = [{"type": "paragraph", "content": [words]}, {"type": "bulletListItem", "content": []}]
    return hazards.chance.choice([{"markdown": hazards.text()}, {"blocknote": json.dumps(blocks)}, {"markdown": "# A\n\n- b"}])


_MAKERS: Mapping[FieldType, Maker] = {
    FieldType.ADDRESS: _address,
    FieldType.ARRAY: lambda hazards, _: hazards.texts(),
    FieldType.BOOLEAN: _one_of((True, False, None)),
    FieldType.CURRENCY: lambda hazards, _: {
        "amountMicros": hazards.chance.choice(MICROS),
        "currencyCode": hazards.chance.choice(("EUR", "USD")),
    },
    FieldType.DATE: _one_of(DAYS),
    FieldType.DATE_TIME: _one_of(MOMENTS),
    FieldType.EMAILS: lambda hazards, _: {"primaryEmail": hazards.chance.choice(("a@b.example", "")), "additionalEmails": []},
    FieldType.FULL_NAME: lambda hazards, _: {"firstName": hazards.text(), "lastName": hazards.text()},
    FieldType.LINKS: lambda hazards, _: {
        "primaryLinkUrl": "https://l.example/%20?q=%C3%A9",
        "primaryLinkLabel": hazards.text(),
    },
    FieldType.MULTI_SELECT: lambda hazards, field: hazards.options(field)[: hazards.chance.randrange(3)],
    FieldType.NUMBER: _number,
    FieldType.NUMERIC: _number,
    FieldType.PHONES: _phones,
    FieldType.RATING: _choice,
    FieldType.RAW_JSON: _one_of(VALUES),
    FieldType.RICH_TEXT: _rich_text,
    FieldType.SELECT: _choice,
    FieldType.TEXT: lambda hazards, _: hazards.text(),
    FieldType.UUID: _one_of(("c0000000-0000-4000-8000-000000000001", None)),
}


def create_mutation(obj: ObjectMetadata, *, upsert: bool = False) -> str:
    """Return the mutation that creates records of an object."""
    name, plural = capitalise(obj.name_singular), capitalise(obj.name_plural)
    return f"mutation($data: [{name}CreateInput!]!) {{ create{plural}(data: $data, upsert: {json.dumps(upsert)}) {{ id }} }}"
