"""An export as a side of a comparison: a file in any format that can be read, or a folder with all parts of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from loaders.backups.contents import SERVER_OWNED, content_of
from loaders.backups.data_file import check_file
from loaders.backups.differences import Record
from loaders.backups.sides import Summary
from loaders.errors import FileError
from loaders.files.formula_guard import unguard
from loaders.files.rows import Source
from loaders.files.sources import open_source
from loaders.mapping.names import clean
from loaders.mapping.sub_labels import SUB_LABELS
from loaders.remote.documents import Fields
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.system_fields import system_fields

ROWS = "rows"
"""The name of the only set of records an export has."""
_ID = frozenset(("id", "Id", "ID"))
_EMPTY = frozenset(("", "\\N", "[]"))


@dataclass(slots=True)
class ExportSide:
    """The rows of an export, by the `Id` each begins with; cells are compared as they stand."""

    sources: Sequence[Source]
    _headings: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        for source in self.sources:
            headings = tuple(clean(heading) for heading in source.survey().headings)
            if not _ID.intersection(headings):
                raise FileError(f"{source.path}: has no column Id, so its rows cannot be told apart; export it with the id")
            if self._headings and headings != self._headings and source.format == "csv":
                raise FileError(f"{source.path}: has other columns than the parts before it; export all parts together")
            self._headings = tuple(dict.fromkeys((*self._headings, *headings)))

    @property
    def sets(self) -> Sequence[str]:
        """One set: the rows."""
        return [ROWS]

    def fields(self, name: str) -> Fields:  # noqa: ARG002 - there is one set
        """Return the columns, without those that a server writes by itself."""
        return {heading: () for heading in self._headings if heading and heading not in _server_headings()}

    def summary(self, name: str) -> Summary | None:  # noqa: ARG002 - a file has none
        """Return nothing: it has to be read."""
        return None

    def contents(self, name: str, fields: Fields) -> Iterator[Record]:  # noqa: ARG002 - there is one set
        """Yield the rows of all parts."""
        for source in self.sources:
            headings = [clean(heading) for heading in source.survey().headings]
            read = _values if source.format == "jsonl" else _texts
            for row in source.rows():
                cells = dict(zip(headings, row.cells, strict=False))
                record_id = next((cells[name] for name in _ID if cells.get(name)), None)
                if record_id is None:
                    raise FileError(f"{source.path}: line {row.line}: has no id, so it cannot be compared")
                yield record_id.lower(), read(cells, fields)


def open_export(path: Path) -> ExportSide:
    """Open an export: a file, or a folder whose `manifest.json` lists its parts."""
    if not path.is_dir():
        return ExportSide([open_source(path)])
    return ExportSide([open_source(path / part) for part in _parts(path)])


def _parts(folder: Path) -> Iterator[str]:
    manifest = folder / "manifest.json"
    try:
        parts = orjson.loads(manifest.read_bytes())["parts"]
        listed = [(str(part["file"]), str(part["sha256"])) for part in parts]
    except OSError as error:
        raise FileError(f"{manifest}: {error.strerror}; name a backup, an export, or a folder of its parts") from None
    except (ValueError, KeyError, TypeError):
        raise FileError(f"{manifest}: lists no parts of an export and is no backup's; name another folder") from None
    for name, sha256 in listed:
        check_file(folder, name, sha256)
        yield name


def _texts(cells: Mapping[str, str], fields: Fields) -> dict[str, Any]:
    return {name: unguard(cells[name]) for name in fields if cells.get(name, "") not in _EMPTY}


def _values(cells: Mapping[str, str], fields: Fields) -> dict[str, Any]:
    """Take composites apart, so that differences have the names of their parts."""
    record = {name: cells[name] for name in fields if cells.get(name, "") not in _EMPTY}
    parts: dict[str, Sequence[str]] = {}
    for name, cell in record.items():
        value = _composite(cell)
        parts[name] = tuple(value) if value else ()
        record[name] = value or cell
    return content_of(record, parts)


def _composite(cell: str) -> Any:
    """Return the object a cell holds if it is a composite value, whose keys are the sub-fields of one type."""
    if not cell.startswith("{"):
        return None
    value = orjson.loads(cell)
    return value if value and any(value.keys() <= names for names in _SUB_FIELDS) else None


_SUB_FIELDS = tuple({part.name for part in composite.sub_fields} for composite in COMPOSITES.values())


def _server_headings() -> frozenset[str]:
    """Return the headings of what a server writes by itself, by label and by path."""
    found = set(SERVER_OWNED)
    for member in system_fields(""):
        if member.name in SERVER_OWNED:
            found.add(member.label)
            labels = SUB_LABELS[FieldType.ACTOR] if member.type is FieldType.ACTOR else ()
            found.update(f"{member.label} / {label}" for _, label in labels)
    return frozenset(found)
