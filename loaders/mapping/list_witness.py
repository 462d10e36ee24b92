"""What stands between the members of a column's lists, as all its cells agree: a comma or a semicolon."""

from __future__ import annotations

from dataclasses import replace

from loaders.mapping.column_fault import ColumnFault
from loaders.mapping.mapping import MappedColumn
from loaders.mapping.parsers import parser_for
from loaders.values.cell_error import CellError
from loaders.values.cell_format import CellFormat
from loaders.values.lists import is_json
from loaders.values.words import Parser, word_finder
from schema.field_types import FieldType

_SEPARATORS = (";", ",")
_NAMES = {";": "semicolons", ",": "commas"}
_MOST_REMEMBERED = 10_000


class ListWitness:
    """Tests the lists of a column against both separators; options decide where there are any."""

    def __init__(self, mapped: MappedColumn) -> None:
        column = mapped.column
        self._heading = mapped.heading
        self._format = mapped.format
        self._word = word_finder(mapped.format.values)
        labels = {name for option in column.options for name in (option.value, option.label)}
        self._whole = frozenset(labels if column.type is FieldType.MULTI_SELECT else ())
        self._parsers = tuple(
            (separator, parser_for(column, replace(mapped.format, separator=separator)) if self._whole else None)
            for separator in _SEPARATORS
        )
        self._known: dict[str, frozenset[str]] = {}
        self._fits: dict[frozenset[str], int] = {}
        self.note = ""

    def see(self, cell: str) -> None:
        """Note which separators read the cell; one that none reads is an error of its row alone."""
        if ";" not in cell and "," not in cell:
            return
        fits = self._known.get(cell)
        if fits is None:
            fits = self._reading(cell)
            if len(self._known) < _MOST_REMEMBERED:
                self._known[cell] = fits
        if fits:
            self._fits[fits] = self._fits.get(fits, 0) + 1

    def decide(self) -> CellFormat:
        """Return the one separator that reads all lists."""
        if not self._fits:
            return self._format
        left = frozenset.intersection(*self._fits)
        if len(left) != 1:
            counts = " and ".join(f"{self._count(one):,} with {_NAMES[one]}" for one in _SEPARATORS)
            reason = f"{counts} between members; write JSON lists, or declare the separator under split: in a mapping file"
            raise ColumnFault("LIST_INVALID", self._heading, reason)
        (separator,) = left
        self.note = f"lists have {_NAMES[separator]} between their members"
        return replace(self._format, separator=separator)

    def _reading(self, cell: str) -> frozenset[str]:
        if is_json(cell) or cell.strip() in self._whole or self._word(cell) is not None:
            return frozenset()
        return frozenset(separator for separator, parse in self._parsers if separator in cell and _reads(parse, cell))

    def _count(self, separator: str) -> int:
        return sum(count for fits, count in self._fits.items() if separator in fits)


def _reads(parse: Parser | None, cell: str) -> bool:
    if parse is None:
        return True
    try:
        parse(cell)
    except CellError:
        return False
    return True
