"""Rows as Twenty's own importer takes them: its readers of cells, no row that shares a key; every loss is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import tzinfo

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.records import Reading, RecordReader
from loaders.mapping.columns import Column
from loaders.mapping.mapping import Mapping
from loaders.mapping.parsers import Parser, parser_for
from loaders.mapping.twenty import twenty_parser
from loaders.runs.outcomes import Outcome, RowError
from loaders.values.cell_format import CellFormat
from loaders.values.words import with_words
from schema.field_types import FieldType


class TwentyReader:
    """Reads rows as Twenty's importer does, in a browser of that zone."""

    def __init__(self, mapping: Mapping, zone: tzinfo) -> None:
        self.losses: Counter[str] = Counter()
        """What cells have lost, in words, with the number of cells."""
        self._zone = zone
        self._reader = RecordReader(mapping, clear="", reading=Reading(self._parser, joint=False))
        flags = (mapped for mapped in mapping.columns if mapped.column.type is FieldType.BOOLEAN)
        self._flags = tuple((mapped.position, mapped.column.field) for mapped in flags)

    def read(self, row: Row) -> Draft:
        """Return the draft of a row, in which an empty truth value is false."""
        draft = self._reader.read(row)
        for position, field in self._flags:
            if not "".join(row.cells[position : position + 1]):
                draft.record[field] = False
                self._lose("an empty cell made false")
        return draft

    def takes(self, row: Row) -> bool:
        """Return whether the filters of the mapping let the row pass."""
        return self._reader.takes(row)

    def _parser(self, column: Column, written: CellFormat) -> Parser:
        parse = twenty_parser(column, self._lose, self._zone)
        return with_words(parse, written.values, parser_for(column)) if written.values else parse

    def _lose(self, what: str) -> None:
        self.losses[what] += 1


class TwentyGroups:
    """Rejects all rows that have a key value in common, the first of them too."""

    def __init__(self, index: DuplicateIndex, losses: Counter[str]) -> None:
        self._index = index
        self._losses = losses
        self._database = index.database
        self._database.execute("CREATE TABLE repeated (value BLOB PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID")

    def survey(self, drafts: Iterable[Draft]) -> None:
        """Take note of the first row of every key value, and of the one that repeats it."""
        self._database.execute("BEGIN")
        for value, draft, _ in self._index.claims(drafts):
            first = self._index.row_of(value)
            if first is None:
                self._database.execute("INSERT INTO seen VALUES (?, ?)", (value, draft.row.number))
            elif first != draft.row.number:
                self._database.execute("INSERT OR IGNORE INTO repeated VALUES (?, ?)", (value, draft.row.number))
        self._database.execute("COMMIT")
        self._losses.clear()  # The rows are read once more, and only then loaded.

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Reject every row that has a key value of another row."""
        for value, draft, heading in self._index.claims(drafts):
            found = self._database.execute("SELECT row FROM repeated WHERE value = ?", (value,)).fetchone()
            if found is not None and draft.outcome is not Outcome.SKIPPED:
                first = self._index.row_of(value)
                reason = f"is repeated by row {found[0]}" if first == draft.row.number else f"repeats row {first}"
                draft.reject(RowError("DUP_IN_FILE", reason, heading, "keep one of the rows; Twenty's importer takes none"))
