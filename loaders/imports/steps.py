"""The way of a window of rows from their cells to a decision, step by step in its order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.existing import Existing, NewRecords
from loaders.imports.keys import matching_of
from loaders.imports.last_rows import LastRows, MergedRows
from loaders.imports.options import ImportOptions, OnDuplicate
from loaders.imports.parents import Parents
from loaders.imports.planning import LoadPlan
from loaders.imports.records import RecordReader
from loaders.imports.references import References
from loaders.imports.stored import Stored
from loaders.mapping.mapping import Mapping
from loaders.runs.outcomes import LOADED

WINDOW = 1000
"""Rows looked up together: one read of stored records serves several writes."""


class Reader(Protocol):
    """Makes drafts of rows, and knows the rows that are not wanted."""

    def read(self, row: Row) -> Draft:
        """Return the draft of a row."""

    def takes(self, row: Row) -> bool:
        """Return whether the row is wanted."""


class Groups(Protocol):
    """Rows of one key, where a row earlier in the file depends on later ones: the file is looked at before the import."""

    def survey(self, drafts: Iterable[Draft]) -> None:
        """Take note of rows, which come in the order of the file."""

    def settle(self, drafts: Sequence[Draft]) -> None:
        """Settle the rows that are not to be loaded."""


class Relating(Protocol):
    """Sets the relations of rows."""

    def __call__(self, drafts: Iterable[Draft], *, final: bool = False) -> None:
        """Set them; in the `final` round no row is deferred."""


class Deciding(Protocol):
    """Says what becomes of rows."""

    @property
    def warnings(self) -> Counter[str]:
        """What deserves a remark, counted."""

    def decide(self, drafts: Iterable[Draft]) -> list[Draft]:
        """Give every row that is still open its outcome and payload; return those that met a stored record."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What takes the steps of one file."""

    reader: Reader
    duplicates: DuplicateIndex
    references: References
    relate: Relating
    deciding: Callable[[NewRecords], Deciding]
    groups: Groups | None = None
    window: int = WINDOW


class Steps:
    """Decides rows of one file: reads them, tells duplicates, finds related and stored records."""

    def __init__(self, plan: LoadPlan, limit: int | None, parts: Parts) -> None:
        self._plan = plan
        self._limit = limit
        self._parts = parts
        self._deciding: Deciding | None = None
        self.duplicates = parts.duplicates
        self.references = parts.references
        self.window = parts.window
        if parts.groups is not None:
            for rows in windows(plan.source.rows(), WINDOW):
                parts.groups.survey([self._read(row) for row in rows])

    @property
    def warnings(self) -> Counter[str]:
        """What deserves a remark, counted."""
        return self.references.warnings + (self._deciding.warnings if self._deciding else Counter[str]())

    def decide(self, rows: Iterable[Row], new: NewRecords, *, final: bool = False) -> list[Draft]:
        """Return the rows with what is to become of each; in the `final` round no row is deferred."""
        if self._deciding is None:
            self._deciding = self._parts.deciding(new)
        drafts = self.read(rows)
        self._parts.relate(drafts, final=final)
        self.duplicates.claim_records(self._deciding.decide(drafts))
        self.references.warnings["REL_LEFT_OUT"] += sum(draft.unlinked and draft.outcome in LOADED for draft in drafts)
        return drafts

    def read(self, rows: Iterable[Row]) -> list[Draft]:
        """Return the rows read, those left out that are not wanted, duplicates told."""
        drafts = [self._read(row) for row in rows]
        if self._parts.groups is not None:
            self._parts.groups.settle(drafts)
        else:
            self.duplicates.claim(draft for draft in drafts if draft.outcome is None or draft.errors)
        return drafts

    def close(self) -> None:
        """Forget the keys of the file."""
        self.duplicates.close()

    def _read(self, row: Row) -> Draft:
        reader = self._parts.reader
        if (self._limit is not None and row.number > self._limit) or not reader.takes(row):
            draft = Draft(row, {})
            draft.skip()
            return draft
        return reader.read(row)


def ordinary_parts(stored: Stored, plan: LoadPlan, options: ImportOptions, parents: Parents) -> Parts:
    """Return what takes the steps of an import that is judged strictly and loses nothing."""
    matching = matching_of(plan.obj, plan.mapping, options.key or plan.mapping.key)
    others = [key for key in matching.others if options.on_duplicate is OnDuplicate.REJECT and not key.live_only]
    duplicates = DuplicateIndex((*matching.keys, *others), options.on_duplicate)
    references = References(stored, plan.mapping, options, parents, plan.later)

    def deciding(new: NewRecords) -> Existing:
        return Existing(stored, plan.obj, plan.mapping.filled, matching, new, options)

    reader = RecordReader(plan.mapping, options, plan.clear)
    groups = _groups(options.on_duplicate, duplicates, reader, plan.mapping)
    return Parts(reader, duplicates, references, references.resolve, deciding, groups)


def _groups(policy: OnDuplicate, duplicates: DuplicateIndex, reader: RecordReader, mapping: Mapping) -> Groups | None:
    """Return what finds the rows of one key before the import, where the policy depends on later rows."""
    if policy is OnDuplicate.LAST:
        return LastRows(duplicates)
    if policy is OnDuplicate.MERGE:
        wholes = frozenset(mapped.position for mapped in mapping.columns if mapped.column.whole)
        return MergedRows(duplicates, reader.read, wholes)
    return None


def windows(rows: Iterator[Row], size: int) -> Iterator[Sequence[Row]]:
    """Yield the rows in lists of `size`."""
    while window := list(itertools.islice(rows, size)):
        yield window
