"""How the numbers of a column are written, as all of them agree: what stands before decimals and between thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from loaders.mapping.column_fault import ColumnFault
from loaders.mapping.majority import agreed
from loaders.mapping.mapping import MappedColumn
from loaders.values.cell_format import CellFormat
from loaders.values.number_formats import NumberFormat
from schema.field_types import FieldType

_CANDIDATES = tuple(
    NumberFormat(*signs)
    for signs in ((".", None), (",", None), (".", ","), (",", "."), (".", "'"), (",", "'"), (".", " "), (",", " "))
)
_BOUNDS: Mapping[str, int] = MappingProxyType({"addressLat": 90, "addressLng": 180})
_ALL_NINE = str.maketrans("12345678", "99999999")
_MOST_REMEMBERED = 10_000


class NumberWitness:
    """Tests the numbers of a column against every usual way to write them.

    A `typed` file has numbers of its own, which come with a decimal point: where that is a reading, it is the one.
    """

    def __init__(self, mapped: MappedColumn, *, typed: bool = False) -> None:
        written, column = mapped.format, mapped.column
        self._typed = typed
        exponent = written.scientific or column.composite is FieldType.CURRENCY
        self._heading = mapped.heading
        self._format = written
        self._bound = _BOUNDS.get(column.sub_field or "")
        self._candidates = tuple(
            (1 << number, form, form.pattern(exponent=exponent).fullmatch)
            for number, form in enumerate(_CANDIDATES)
            if written.decimal in (None, form.decimal) and written.thousands in (None, form.thousands)
        )
        self._shapes: dict[str, int] = {}
        self._fits: dict[int, int] = {}
        self._is_marked = False
        self.note = ""

    def see(self, cell: str) -> None:
        """Note which ways read the cell; one that none reads is an error of its row alone."""
        if cell.isdigit():
            return
        text = cell.strip()
        shape = text.translate(_ALL_NINE)
        fits = self._shapes.get(shape)
        if fits is None:
            fits = self._reading(text)
            if len(self._shapes) < _MOST_REMEMBERED:
                self._shapes[shape] = fits
        if self._bound is not None and len(self._decimals(fits)) > 1:
            fits = self._within(text, fits)
        if fits:
            self._fits[fits] = self._fits.get(fits, 0) + 1
            self._is_marked = self._is_marked or "." in text or "," in text

    def decide(self) -> CellFormat:
        """Return the one way that reads all numbers."""
        if not self._fits:
            return self._format
        left = agreed(self._fits)
        forms = [form for bit, form, _ in self._candidates if bit & left]
        if not forms:
            raise ColumnFault("NUMBER_AMBIGUOUS", self._heading, self._mixture())
        if self._typed and forms[0] == NumberFormat():
            return self._format
        if self._is_marked and len(self._decimals(left)) > 1:
            raise ColumnFault("NUMBER_AMBIGUOUS", self._heading, _doubt(forms))
        form = forms[0]
        if form == NumberFormat() and self._format.decimal is None:
            return self._format
        read = sum(count for fits, count in self._fits.items() if fits & left)
        self.note = f"numbers are read with {form}, which alone reads {read:,} of {sum(self._fits.values()):,} with separators"
        return replace(self._format, decimal=form.decimal, thousands=form.thousands)

    def _reading(self, text: str) -> int:
        """Return the candidates that read a number, as bits."""
        return sum(bit for bit, _, matches in self._candidates if matches(text))

    def _within(self, text: str, fits: int) -> int:
        """Return those of the candidates that keep the bound of the column."""
        values = ((bit, Decimal(text.translate(form.signs()))) for bit, form, _ in self._candidates if bit & fits)
        return sum(bit for bit, value in values if abs(value) <= (self._bound or 0))

    def _decimals(self, fits: int) -> set[str]:
        return {form.decimal for bit, form, _ in self._candidates if bit & fits}

    def _mixture(self) -> str:
        """Return which ways the column mixes, and what to do."""
        most = sorted(self._fits.items(), key=lambda item: -item[1])[:3]
        parts = [f"{count:,} fit only {self._one_of(fits)}" for fits, count in most]
        return f"its numbers are written in several ways: {', '.join(parts)}; make them alike, or give the signs of one way"

    def _one_of(self, fits: int) -> str:
        return str(next(form for bit, form, _ in self._candidates if bit & fits))


def _doubt(forms: list[NumberFormat]) -> str:
    """Return both readings of a number such as those of the column."""
    example = next(text for text in ("1.234", "1,234") if all(form.pattern().fullmatch(text) for form in forms))
    flags = " or ".join(f"--decimal {sign}" for sign in sorted({form.decimal for form in forms}))
    return f'numbers like "{example}" may be 1234 or 1.234; give {flags}'
