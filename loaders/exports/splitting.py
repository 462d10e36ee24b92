"""`--split-rows` and `--split-by`: an export as several files that share no record and together hold every one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from loaders.errors import UsageError
from loaders.exports.ordering import find_columns
from loaders.exports.sorting import RecordStore
from loaders.mapping.columns import Column
from schema.field_types import FieldType

PERIODS = {"day": 10, "month": 7, "year": 4}
"""How much of a date tells its period."""
MOST_PARTS = 10_000
EMPTY = "empty"
_MOMENTS = (FieldType.DATE, FieldType.DATE_TIME)
_LISTS = (FieldType.ARRAY, FieldType.MULTI_SELECT, FieldType.RAW_JSON)
_NOT_IN_NAME = re.compile(r"[^a-z0-9_.-]+")
_PAGE = 1000
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class SplitBy:
    """The field whose value, or the period of whose value, decides on the file of a record."""

    path: tuple[str, ...]
    length: int | None = None

    def value(self, record: Mapping[str, Any]) -> str | None:
        """Return what a record shares with the others of its file."""
        found: Any = record
        for name in self.path:
            found = found.get(name) if isinstance(found, Mapping) else None
        if found is None or found == "":
            return None
        text = str(found).lower() if isinstance(found, bool) else str(found)
        return text if self.length is None else text[: self.length]


def parse_split_by(text: str, columns: Sequence[Column]) -> SplitBy:
    """Read `FIELD` or `FIELD:month` against the columns of the object."""
    name, _, period = text.partition(":")
    found = find_columns("--split-by", name.strip(), columns)
    if len(found) > 1:
        raise UsageError(f'--split-by "{name}" has several parts; name one: {", ".join(column.path for column in found)}')
    (column,) = found
    if column.type in _LISTS:
        raise UsageError(f'--split-by "{name}": a record may have several values there; split by another field')
    if period and (period not in PERIODS or column.type not in _MOMENTS):
        raise UsageError(f'--split-by "{text}": a date or time may be split by {", ".join(PERIODS)}, as in createdAt:month')
    if not period and column.type is FieldType.DATE_TIME:
        raise UsageError(f'--split-by "{name}": say whether by day, month or year, as in {name}:month')
    path = (column.field,) if column.sub_field is None else (column.field, column.sub_field)
    return SplitBy(path, PERIODS.get(period))


def part_path(output: Path, name: str) -> Path:
    """Return the file of one part: `people-2026-01.csv` of `people.csv`, `people-0001.csv.gz` of `people.csv.gz`."""
    suffixes = "".join(output.suffixes[-2:]) if output.suffix == ".gz" else output.suffix
    return output.with_name(f"{output.name.removesuffix(suffixes)}-{name}{suffixes}")


def part_names() -> Callable[[str | None], str]:
    """Return the function that gives each value a name a file may have, no two the same."""
    taken: dict[str, str | None] = {}

    def name_of(value: str | None) -> str:
        plain = EMPTY if value is None else _NOT_IN_NAME.sub("-", value.lower()).strip("-.")[:_LONGEST_NAME] or "other"
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken[name] = value
        return name

    return name_of


class SplitStore:
    """Holds all records on disk until the last is read, for any two neighbours may belong into different files."""

    def __init__(self, split: SplitBy) -> None:
        self._split = split
        self._store = RecordStore(1)
        self._values: set[str | None] = set()

    def add(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Lay down records."""
        keyed = [((self._split.value(record),), record) for record in records]
        self._values.update(key for (key,), _ in keyed)
        if len(self._values) > MOST_PARTS:
            raise UsageError(f"--split-by would give more than {MOST_PARTS:,} files; split by a field with fewer values")
        self._store.add(keyed)

    def read(self) -> Iterator[tuple[str | None, list[dict[str, Any]]]]:
        """Yield the records, those of one value together and in their order, a thousand at a time."""
        with closing(self._store):
            found = self._store.read(["ASC NULLS LAST"])
            for (value,), group in groupby(found, lambda each: each[0]):
                while records := [record for _, record in islice(group, _PAGE)]:
                    yield value, records

    def close(self) -> None:
        """Remove what was laid down."""
        self._store.close()
