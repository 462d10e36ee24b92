"""How the dates of a column are written, as all or nearly all agree, and whether its moments lack a time zone."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from loaders.mapping.column_fault import ColumnFault
from loaders.mapping.majority import agreed, is_exception
from loaders.mapping.mapping import MappedColumn
from loaders.values.cell_format import CellFormat
from loaders.values.date_formats import CLOCK, MONTH, DateFormat, date_format
from schema.field_types import FieldType

_ISO = "%Y-%m-%d"
_FORMATS = (
    *(_ISO, "%d-%m-%Y", "%m-%d-%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%Y.%m.%d"),
    *("%d %b %Y", "%d. %b %Y", "%d-%b-%Y", "%d/%b/%Y", "%b %d, %Y", "%b %d %Y"),
    *("%d-%m-%y", "%m-%d-%y", "%d/%m/%y", "%m/%d/%y", "%y/%m/%d", "%d.%m.%y", "%d-%b-%y", "%d %b %y"),
)
_CANDIDATES = tuple((1 << number, form, date_format(form)) for number, form in enumerate(_FORMATS))
_MOST_REMEMBERED = 10_000

_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2}))?")
"""ISO dates and moments with their zone, which are most cells."""
_NUMBERS = r"[0-9]{1,4}([-/.])[0-9]{1,2}\2[0-9]{1,4}"
_NAMED = rf"[0-9]{{1,2}}(?:\. |[ /-])(?:{MONTH})\.?[ /-][0-9]{{2,4}}|(?:{MONTH})\.? [0-9]{{1,2}},? [0-9]{{4}}"
_SHAPE = re.compile(rf"({_NUMBERS}|{_NAMED}){CLOCK}", re.IGNORECASE | re.ASCII)


class DateWitness:
    """Tests the dates of a column against every usual format."""

    def __init__(self, mapped: MappedColumn) -> None:
        self._heading = mapped.heading
        self._format = mapped.format
        self._needs_zone = mapped.column.type is FieldType.DATE_TIME and mapped.format.timezone is None
        self._days: dict[str, int] = {}
        self._iso = 0
        self._is_loose = False
        self._without_zone = 0
        self._fits: Counter[int] = Counter()
        self.note = ""

    def see(self, cell: str) -> None:
        """Note which formats read the cell; one that none reads is an error of its row alone."""
        if _PLAIN.fullmatch(cell):
            self._iso += 1
            return
        found = _SHAPE.fullmatch(cell.strip())
        if found is None:
            return
        day = found[1]
        fits = self._days.get(day)
        if fits is None:
            fits = _fits(day)
            if len(self._days) < _MOST_REMEMBERED:
                self._days[day] = fits
        if fits:
            self._fits[fits] += 1
            self._without_zone += found["H"] is not None and found["z"] is None
            self._is_loose = self._is_loose or len(day) < len("2001-02-03") or found["p"] is not None

    def decide(self) -> CellFormat:
        """Return the one format that reads all dates."""
        if self._iso:
            self._fits[_fits("2001-01-01")] += self._iso
            self._iso = 0
        left = agreed(self._fits) if self._fits else -1
        lacks_zone = self._needs_zone and not is_exception(self._without_zone, self._fits.total())
        zone = "; give --timezone too, such as Europe/Paris" if lacks_zone else ""
        if self._fits:
            self._refuse_unless_one([form for bit, form, _ in _CANDIDATES if bit & left], zone)
        if zone:
            raise _no_zone(self._heading, self._without_zone)
        form = next((form for bit, form, _ in _CANDIDATES if bit & left), _ISO)
        if form == _ISO and not self._is_loose:
            return self._format
        read = sum(count for fits, count in self._fits.items() if fits & left)
        self.note = f"dates are {_shown(form)}, which alone reads {read:,} of {self._fits.total():,}"
        return replace(self._format, date=form)

    def _refuse_unless_one(self, forms: list[str], zone: str) -> None:
        if not forms:
            raise ColumnFault("DATE_INVALID", self._heading, self._mixture() + zone)
        flags = " or ".join(f"--date-format '{form}'" for form in forms)
        if len(forms) > 1:
            reason = f"every value fits {' and '.join(map(_shown, forms))}; give {flags}"
            raise ColumnFault("DATE_AMBIGUOUS", self._heading, reason + zone)
        if "%y" in forms[0]:
            reason = f"years of two digits leave the century open; give {flags} to have 00 to 68 in this one"
            raise ColumnFault("DATE_AMBIGUOUS", self._heading, reason + zone)

    def _mixture(self) -> str:
        """Return which formats the column mixes, and what to do."""
        parts = []
        for fits, count in self._fits.most_common(3):
            forms = [_shown(form) for bit, form, _ in _CANDIDATES if bit & fits]
            parts.append(f"{count:,} fit only {' or '.join(forms)}")
        return (
            f"its dates are written in several ways: {', '.join(parts)}; make them alike, or give --date-format for one of them"
        )


class ZoneWitness:
    """Looks for moments without time zone in a column whose date format is declared."""

    note = ""

    def __init__(self, mapped: MappedColumn) -> None:
        self._heading = mapped.heading
        self._format = mapped.format
        self._forms = (date_format(mapped.format.date or _ISO), date_format(_ISO))
        self._without_zone = self._seen = 0

    def see(self, cell: str) -> None:
        """Count the cell if it is a moment that could lie in any zone."""
        self._seen += 1
        if not _PLAIN.fullmatch(cell):
            self._without_zone += any(_lacks_zone(form, cell.strip()) for form in self._forms)

    def decide(self) -> CellFormat:
        """Return the format as it was declared."""
        if not is_exception(self._without_zone, self._seen):
            raise _no_zone(self._heading, self._without_zone)
        return self._format


def _fits(day: str) -> int:
    """Return the candidates that read a day, as bits."""
    fits = 0
    for bit, _, form in _CANDIDATES:
        try:
            fits |= bit if form.read(day) is not None else 0
        except ValueError:
            continue
    return fits


def _lacks_zone(form: DateFormat, text: str) -> bool:
    try:
        reading = form.read(text)
    except ValueError:
        return False
    return reading is not None and reading.has_time and reading.moment.tzinfo is None


def _no_zone(heading: str, count: int) -> ColumnFault:
    reason = f"no time zone in {count:,} moments; give --timezone, such as --timezone Europe/Paris"
    return ColumnFault("DATETIME_NO_ZONE", heading, reason)


def _shown(form: str) -> str:
    """Return a format as people speak of it, such as D/M/Y."""
    words = {"%d": "D", "%m": "M", "%Y": "Y", "%y": "YY", "%b": "month"}
    return re.sub(r"%\w", lambda directive: words[directive[0]], form)
