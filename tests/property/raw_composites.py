"""Random raw composite values: whole and partial ones, one faulty sub-field at most, and things that are no object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from schema.composites import ACTOR_SOURCES
from schema.field_types import FieldType
from tests.property.raw_links import ADDRESSES, LINKS, NO_ADDRESSES, NO_LINKS, NO_PHONES, PHONES
from tests.property.raw_values import NUMBERS, WORDS, Raw, partial

_TEXT = st.none() | WORDS
_WRONG_TEXT = st.sampled_from([5, 1.5, True, [], ["a"], {"a": 1}, "a\0b"])
_NUMERIC_TEXT = st.sampled_from(["", "5", "-1.50", "2500000000000", "9007199254740993123", "1e3"])
_NUMERIC = st.none() | NUMBERS | _NUMERIC_TEXT
_WRONG_NUMERIC = st.sampled_from(["abc", "inf", "nan", "1_000", "1,5", "\u0661\u0662", "12 34", "5 EUR"])
_ADDRESS_TEXTS = ("addressStreet1", "addressStreet2", "addressCity", "addressPostcode", "addressState", "addressCountry")
_BLOCKS = [{"type": "paragraph", "content": [{"type": "text", "text": "hello", "styles": {}}]}]


def _spoilt(parts: Mapping[str, Raw], faults: Mapping[str, Raw]) -> Raw:
    """Return objects of some of the parts with one faulty part."""
    fault = st.one_of([st.tuples(st.just(name), values) for name, values in faults.items()])
    return st.builds(lambda some, pair: {**some, pair[0]: pair[1]}, st.fixed_dictionaries({}, optional=dict(parts)), fault)


_ADDRESS = dict.fromkeys(_ADDRESS_TEXTS, _TEXT) | {"addressLat": _NUMERIC, "addressLng": _NUMERIC}
_WRONG_ADDRESS = dict.fromkeys(_ADDRESS_TEXTS, _WRONG_TEXT) | {"addressLat": _WRONG_NUMERIC, "addressLng": _WRONG_NUMERIC}
_CURRENCY = {"amountMicros": _NUMERIC, "currencyCode": st.sampled_from([None, "EUR", "USD", "ZZZ"])}
_FULL_NAME = {"firstName": _TEXT, "lastName": _TEXT}
_EMAILS = {
    "primaryEmail": st.sampled_from([None, ""]) | ADDRESSES,
    "additionalEmails": st.lists(ADDRESSES, max_size=3),
}
_WRONG_EMAILS = {"primaryEmail": NO_ADDRESSES, "additionalEmails": st.lists(NO_ADDRESSES, min_size=1, max_size=1)}
_SOURCES = st.sampled_from(ACTOR_SOURCES)
_BLOCKNOTE = {"blocknote": st.just(json.dumps(_BLOCKS))}

_GOOD: Mapping[FieldType, Raw] = {
    FieldType.ACTOR: st.fixed_dictionaries({"source": _SOURCES}),
    FieldType.ADDRESS: partial(_ADDRESS),
    FieldType.CURRENCY: partial(_CURRENCY),
    FieldType.EMAILS: partial(_EMAILS),
    FieldType.FULL_NAME: partial(_FULL_NAME),
    FieldType.LINKS: LINKS,
    FieldType.PHONES: PHONES,
    FieldType.RICH_TEXT: partial({"markdown": WORDS}) | partial(_BLOCKNOTE),
}

_SPOILT: Mapping[FieldType, Raw] = {
    FieldType.ACTOR: st.fixed_dictionaries({"source": st.sampled_from(["NOPE", "api", "", 5, True])}),
    FieldType.ADDRESS: _spoilt({}, _WRONG_ADDRESS),
    FieldType.CURRENCY: _spoilt({}, {"amountMicros": _WRONG_NUMERIC, "currencyCode": _WRONG_TEXT}),
    FieldType.EMAILS: _spoilt(_EMAILS, _WRONG_EMAILS),
    FieldType.FULL_NAME: _spoilt(_FULL_NAME, dict.fromkeys(_FULL_NAME, _WRONG_TEXT)),
    FieldType.LINKS: NO_LINKS,
    FieldType.PHONES: NO_PHONES,
    FieldType.RICH_TEXT: st.sampled_from([{"blocknote": "x"}, {"blocknote": "[{"}, {"markdown": 5}, {"markdown": ["a"]}]),
}

_UNKNOWN = st.sampled_from([{"nope": 1}, {"url": "x.example"}, {"0": "a"}, {"$ref": None}])
_TEXTS = ("", "text", "it's", "https://foo.example", '{"firstName": "Ada"}', "{}")
_NO_OBJECTS: tuple[Any, ...] = (5, 1.5, True, False, [1], ["a", "b"], *_TEXTS)


def good_composite(kind: FieldType) -> Raw:
    """Return values a composite type takes, null now and then."""
    return st.integers(0, 4).flatmap(lambda roll: st.none() if roll == 4 else _GOOD[kind])


def any_composite(kind: FieldType) -> Raw:
    """Return values of a composite type, right and wrong."""
    return st.one_of(_GOOD[kind], _SPOILT[kind], _UNKNOWN, st.sampled_from(_NO_OBJECTS))
