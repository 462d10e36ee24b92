"""Records that several files of one run have written: what the last of them left is what the run left."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.imports.row_ids import DERIVED, row_number
from loaders.runs.journal import Journal
from loaders.runs.states import LoadRecord, RowRecord
from loaders.runs.written import WRITTEN


class Rewritten:
    """Knows which records of one file a later file of the run has written again."""

    def __init__(self, journal: Journal, load: LoadRecord) -> None:
        self._journal = journal
        self._later = [one for one in journal.loads() if one.object_name == load.object_name and one.number > load.number]

    def left(self, record_ids: Sequence[str]) -> dict[str, str]:
        """Return when later files last wrote those of these records that they wrote."""
        left: dict[str, str] = {}
        for load in self._later:
            rows = self._journal.written.of_records(load.number, record_ids)
            derived = ((key, self._journal.row(load.number, row_number(key))) for key in record_ids if _is_of(load, key))
            rows |= {key: row for key, row in derived if row is not None and row.record_id == DERIVED}
            left |= {key: row.updated_at for key, row in rows.items() if _wrote(row)}
        return left


def _is_of(load: LoadRecord, record_id: str) -> bool:
    return record_id.startswith(load.id_prefix)


def _wrote(row: RowRecord) -> bool:
    return row.outcome in WRITTEN and bool(row.updated_at)
