"""Declared ways to write dates: formats of `strptime`, compiled, and read without regard to the machine's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timezone
from functools import cache

from loaders.errors import UsageError
from loaders.values.zones import offset_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
    "Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
)
"""What the name of a month looks like."""
_PARTS = {
    "Y": "(?P<Y>[0-9]{4})",
    "y": "(?P<y>[0-9]{2})",
    "m": "(?P<m>[0-9]{1,2})",
    "d": "(?P<d>[0-9]{1,2})",
    "b": rf"(?P<b>{MONTH})\.?",
    "H": "(?P<H>[0-9]{1,2})",
    "I": "(?P<I>[0-9]{1,2})",
    "M": "(?P<M>[0-9]{2})",
    "S": "(?P<S>[0-9]{2})",
    "f": "(?P<f>[0-9]{1,9})",
    "p": r"(?P<p>[ap])\.?m\.?",
    "z": "(?P<z>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)",
}
_SAME = {"B": "b", "e": "d"}
_TOKEN = re.compile(r"%-?(.)|(\s+)|([^%\s]+|%$)")
CLOCK = (
    rf"(?:(?:[T ]|, ?){_PARTS['H']}:{_PARTS['M']}(?::{_PARTS['S']}(?:[.,]{_PARTS['f']})?)?"
    rf"(?:\s?{_PARTS['p']})?(?:\s?{_PARTS['z']})?)?"
)
"""What a time of day behind a date looks like, if there is one."""
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})?")
_Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a moment, in a zone if it names one, and whether it says more than the day."""

    moment: datetime
    has_time: bool


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A compiled format; a time may follow where the format has none."""

    pattern: re.Pattern[str]

    @property
    def hides_iso(self) -> bool:
        """Whether an ISO date is another day in this format, so that only one of the two can be meant."""
        reading = self.read("2001-02-03")
        return reading is not None and reading.moment.date() != date(2001, 2, 3)

    def read(self, text: str) -> Reading | None:
        """Return what a text says, or None where it has another form; ValueError where the day or hour does not exist."""
        found = self.pattern.fullmatch(text)
        if found is None:
            return None
        parts = {name: part for name, part in found.groupdict().items() if part is not None}
        month = int(parts["m"]) if "m" in parts else _MONTHS.index(parts["b"][:3].lower()) + 1
        fraction = int(parts.get("f", "").ljust(6, "0")[:6])
        clock = (_hour(parts), int(parts.get("M", 0)), int(parts.get("S", 0)), fraction)
        moment = datetime(_year(parts), month, int(parts["d"]), *clock, tzinfo=_zone(parts))
        return Reading(moment, has_time="H" in parts or "I" in parts)


@cache
def date_format(form: str) -> DateFormat:
    """Return a format such as `%d.%m.%Y`, compiled; one that does not tell a day is refused."""
    tokens = [found.groups() for found in _TOKEN.finditer(form)]
    names = [_SAME.get(token[0], token[0]) for token in tokens if token[0]]
    _check(form, names)
    pattern = "".join(_pattern(tokens))
    timed = "H" in names or "I" in names
    return DateFormat(re.compile(pattern if timed else pattern + CLOCK, re.IGNORECASE | re.ASCII))


def _pattern(tokens: Sequence[tuple[str | None, ...]]) -> Iterator[str]:
    """Yield the pattern token by token; numbers that touch each other have all their digits."""
    for place, (directive, blank, literal) in enumerate(tokens):
        if directive is None:
            yield r"\s+" if blank else re.escape(literal or "")
            continue
        part = _PARTS[_SAME.get(directive, directive)]
        touching = any(tokens[other][0] for other in (place - 1, place + 1) if 0 <= other < len(tokens))
        yield part.replace("{1,2}", "{2}") if touching else part


def _check(form: str, names: Sequence[str]) -> None:
    for name in names:
        if name not in _PARTS:
            raise _refused(form, f"%{name} is not known")
        if names.count(name) > 1:
            raise _refused(form, f"%{name} stands in it twice")
    for either, meaning in (("Yy", "year, %Y"), ("mb", "month, %m"), ("d", "day, %d")):
        if sum(name in either for name in names) != 1:
            raise _refused(form, f"it needs one {meaning}")
    if ("I" in names) is not ("p" in names) or ("I" in names and "H" in names):
        raise _refused(form, "hours are %H, or %I with %p")
    for small, great in (("f", "S"), ("S", "M"), ("M", "HI"), ("z", "HI")):
        if small in names and not set(great) & set(names):
            raise _refused(form, f"%{small} needs %{great[0]}")


def _refused(form: str, why: str) -> UsageError:
    return UsageError(f'"{form}" is no date format: {why}; write one such as %d.%m.%Y or %m/%d/%Y %H:%M')


def _year(parts: _Parts) -> int:
    if "Y" in parts:
        return int(parts["Y"])
    year = int(parts["y"])
    return year + (2000 if year < 69 else 1900)


def _hour(parts: _Parts) -> int:
    hour = int(parts.get("H") or parts.get("I") or 0)
    if "p" not in parts:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("no such hour")
    return hour % 12 + (12 if parts["p"].lower() == "p" else 0)


def _zone(parts: _Parts) -> timezone | None:
    if "z" not in parts:
        return None
    offset = _OFFSET.fullmatch(parts["z"])
    return timezone(offset_of(*offset.groups())) if offset else UTC
