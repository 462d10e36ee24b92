"""Random raw values of the plain types: good ones, borderline ones and every kind of wrong one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from schema.field_types import FieldType
from schema.model import Field

Raw = st.SearchStrategy[Any]

_AWKWARD = (
    "",
    " ",
    "Alpha",
    "  padded  ",
    "\u00c9t\u00e9",
    "emoji \U0001f600",
    "new\nline",
    "it's",
    'say "hi"',
    "null",
    "0",
    "{}",
)
WORDS = st.sampled_from(_AWKWARD) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
"""Texts without the NUL character."""

TEXTS = WORDS | st.just("a\0b")
_INTEGERS = st.integers(-(2**53), 2**53)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.one_of(_INTEGERS, _FLOATS, st.sampled_from([0, -0.0, 3.0, 1.5, 2**53 + 1, 2**63 - 1, 1e300, 1e-9, 1e21]))
_KEYS = st.from_regex("[a-z]{1,5}", fullmatch=True) | st.sampled_from(["with blank", "a-b", "\u00e9"])
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)
"""Any JSON value."""


def partial(parts: Mapping[str, Raw]) -> Raw:
    """Return non-empty objects of some of the parts."""

    def holding(name: str) -> Raw:
        return st.fixed_dictionaries({name: parts[name]}, optional={key: part for key, part in parts.items() if key != name})

    return st.sampled_from(sorted(parts)).flatmap(holding)


def good(field: Field) -> Raw:
    """Return values the field takes."""
    return _GOOD[field.type](field)


def anything(field: Field) -> Raw:
    """Return values the field may or may not take; lists longer than its limit are open."""
    limit = field.settings.get("maxNumberOfValues", 10)
    values = good(field) | _BORDERLINE.get(field.type, st.none()) | JSON
    return values.filter(lambda raw: not isinstance(raw, list) or len(raw) <= limit)


_DAYS = st.dates().map(str)
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC) | _ZONES)  # noqa: DTZ001
_PRECISIONS = st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"])
_SPELT = st.builds(lambda moment, precision: moment.isoformat(timespec=precision), _MOMENTS, _PRECISIONS)
_FRACTIONS = st.builds(
    "2024-02-29T23:59:59.{}{}".format, st.from_regex("[0-9]{1,6}", fullmatch=True), st.sampled_from(["Z", "-01:30"])
)
_ISO = _SPELT | _SPELT.map(lambda text: text.replace("+00:00", "Z")) | _FRACTIONS


def _options(field: Field) -> Raw:
    return st.sampled_from([option.value for option in field.options])


def _choices(field: Field) -> Raw:
    return st.none() | st.lists(_options(field), max_size=4) | _options(field)


def _numbers(field: Field) -> Raw:
    whole = st.integers(-(2**31), 2**31 - 1)
    return st.none() | (whole | whole.map(float) if field.settings.get("dataType") == "int" else NUMBERS)


def _files(_field: Field) -> Raw:
    file = st.fixed_dictionaries({"fileId": st.uuids().map(str), "label": st.sampled_from(["", "a.pdf", "\u00e9t\u00e9.png"])})
    return st.none() | st.lists(file, min_size=1, max_size=1)


_JSON_CONTAINERS = st.lists(JSON, max_size=4) | st.dictionaries(_KEYS, JSON, max_size=3)
_UUIDS = st.none() | st.uuids(version=4).map(str) | st.uuids(version=4).map(lambda value: str(value).upper())

_GOOD: Mapping[FieldType, Callable[[Field], Raw]] = {
    FieldType.ARRAY: lambda _: st.one_of(
        st.none(), st.lists(WORDS, max_size=4), st.lists(WORDS, min_size=1), WORDS.filter(bool)
    ),
    FieldType.BOOLEAN: lambda _: st.none() | st.booleans(),
    FieldType.DATE: lambda _: st.none() | _DAYS | _DAYS.map(lambda text: text.replace("-", "")),
    FieldType.DATE_TIME: lambda _: st.none() | _ISO | _DAYS,
    FieldType.FILES: _files,
    FieldType.MULTI_SELECT: _choices,
    FieldType.NUMBER: _numbers,
    FieldType.POSITION: lambda _: NUMBERS | st.sampled_from(["first", "last"]),
    FieldType.RATING: lambda field: st.none() | _options(field),
    FieldType.RAW_JSON: lambda _: st.none() | _JSON_CONTAINERS | _JSON_CONTAINERS.map(json.dumps),
    FieldType.SELECT: lambda field: st.none() | _options(field),
    FieldType.TEXT: lambda _: st.none() | WORDS,
    FieldType.TS_VECTOR: lambda _: JSON,
    FieldType.UUID: lambda _: _UUIDS,
}

_OTHER_DAYS = ("31/12/2024", "12/31/2024", "2024-13-01", "2024-02-30", "2023-02-29", "2024-5-1", "1 May 2024", "May 1, 2024")
_ODD_DAYS = (
    "2024-05",
    "2024",
    " 2024-05-01",
    "2024-05-01 ",
    "24-05-01",
    "2024.05.01",
    "2024/05/01",
    "2024-W10-1",
    "0000-00-00",
)
_ODD_MOMENTS = ("2024-05-01T25:00:00Z", "2024-05-01T10:60:00Z", "2024-05-01T10:00:61Z", "1714557600", "tomorrow", "now", "")
_WIDE_DIGITS = "\uff12\uff10\uff12\uff14-05-01"
_DATES_OF_OTHERS = st.sampled_from([*_OTHER_DAYS, *_ODD_DAYS, *_ODD_MOMENTS, _WIDE_DIGITS])
_CLOCKS = st.times().map(time.isoformat)
_STRANGE_UUIDS = st.uuids(version=4).map(lambda value: value.hex) | st.uuids(version=4).map(lambda value: f"{{{value}}}")
_STRANGE_FILES = st.lists(
    st.fixed_dictionaries({}, optional={"fileId": st.uuids().map(str) | WORDS, "label": st.just("a.pdf") | st.just(5)}),
    min_size=1,
    max_size=3,
)

_BORDERLINE: Mapping[FieldType, Raw] = {
    FieldType.ARRAY: st.lists(st.lists(WORDS, max_size=2) | WORDS, max_size=3),
    FieldType.BOOLEAN: st.sampled_from(["true", "false", "yes", "", 0, 1]),
    FieldType.DATE: _DATES_OF_OTHERS | _ISO,
    FieldType.DATE_TIME: _DATES_OF_OTHERS | _CLOCKS,
    FieldType.FILES: _STRANGE_FILES,
    FieldType.MULTI_SELECT: st.lists(WORDS | st.sampled_from(["SMALL", "small", "BIG"]), max_size=3),
    FieldType.NUMBER: st.sampled_from(["5", "1.5", "", "NaN", True, 1.5, -0.5, 1e-300]),
    FieldType.POSITION: st.sampled_from(["First", "middle", "5", "", None, True]),
    FieldType.RATING: st.sampled_from(["RATING_0", "RATING_6", "rating_1", "", 3]),
    FieldType.RAW_JSON: st.sampled_from(["nope", "{a: 1}", "{}", "[]", "[1, 2]", "5", "", '{"a": {"b": []}}']),
    FieldType.SELECT: st.sampled_from(["small", "SMALL ", "Small", "", "HUGE"]),
    FieldType.TEXT: TEXTS,
    FieldType.UUID: _STRANGE_UUIDS | st.sampled_from(["x", "", "c0000000-0000-4000-8000-00000000000", "not-a-uuid"]),
}
