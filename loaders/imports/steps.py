"""The way of a window of rows from their cells to a decision, step by step in its order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.existing import Existing, NewRecords
from loaders.imports.keys import matching_of
from loaders.imports.last_rows import LastRows
from loaders.imports.options import ImportOptions, OnDuplicate
from loaders.imports.parents import Parents
from loaders.imports.planning import LoadPlan
from loaders.imports.records import RecordReader
from loaders.imports.references import References, named_value, naming_key
from loaders.mapping.columns import Reference
from loaders.remote.client import Client

WINDOW = 1000
"""Rows looked up together: one read of stored records serves several writes."""


class Steps:
    """Decides rows of one file: reads them, tells duplicates, finds related and stored records."""

    def __init__(
        self,
        client: Client,
        plan: LoadPlan,
        options: ImportOptions,
        parents: Parents,
        planned: Callable[[Reference, Any], bool],
    ) -> None:
        self._client = client
        self._plan = plan
        self._options = options
        self._limit = options.limit
        matching = matching_of(plan.obj, plan.mapping, options.key or plan.mapping.key)
        self._matching = matching
        self._reader = RecordReader(plan.mapping, options, plan.clear)
        self.duplicates = DuplicateIndex(matching.keys, options.on_duplicate)
        self._last_rows = self._survey_last_rows()
        self.references = References(client, plan.mapping, options, parents, plan.later, planned)
        self._existing: Existing | None = None

    @property
    def warnings(self) -> Counter[str]:
        """What deserves a remark, counted."""
        return self.references.warnings + (self._existing.warnings if self._existing else Counter[str]())

    def decide(self, rows: Iterable[Row], new: NewRecords, *, final: bool = False) -> list[Draft]:
        """Return the rows with what is to become of each; in the `final` round no row is deferred."""
        if self._existing is None:
            filled = self._plan.mapping.filled
            self._existing = Existing(self._client, self._plan.obj, filled, self._matching, new, self._options)
        drafts = self.read(rows)
        self.references.resolve(drafts, final=final)
        self.duplicates.claim_records(self._existing.decide(drafts))
        return drafts

    def read(self, rows: Iterable[Row]) -> list[Draft]:
        """Return the rows read, those left out that are not wanted, duplicates told."""
        drafts = [self._read(row) for row in rows]
        if self._last_rows is not None:
            self._last_rows.settle(drafts)
        else:
            self.duplicates.claim(draft for draft in drafts if draft.outcome is None or draft.errors)
        return drafts

    def brings(self, reference: Reference, value: Any) -> bool:
        """Tell whether a row read so far is the record that a reference names."""
        return self.duplicates.holds(naming_key(reference, "").path, named_value(reference, value))

    def close(self) -> None:
        """Forget the keys of the file."""
        self.duplicates.close()

    def _read(self, row: Row) -> Draft:
        if (self._limit is not None and row.number > self._limit) or not self._reader.takes(row):
            draft = Draft(row, {})
            draft.skip()
            return draft
        return self._reader.read(row)

    def _survey_last_rows(self) -> LastRows | None:
        if self._options.on_duplicate not in (OnDuplicate.LAST, OnDuplicate.MERGE):
            return None
        last_rows = LastRows(self.duplicates, merging=self._options.on_duplicate is OnDuplicate.MERGE)
        for rows in windows(self._plan.source.rows(), WINDOW):
            last_rows.survey([self._read(row) for row in rows])
        return last_rows


def windows(rows: Iterator[Row], size: int) -> Iterator[Sequence[Row]]:
    """Yield the rows in lists of `size`."""
    while window := list(itertools.islice(rows, size)):
        yield window
