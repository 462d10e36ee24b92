"""Where the records of an export go: one file, or several that appear together with their manifest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from loaders.errors import FileError, UsageError
from loaders.exports.checkpoints import Checkpoint, CheckpointFile
from loaders.exports.formats import Layout
from loaders.exports.parts import Part, Written
from loaders.exports.splitting import SplitBy, SplitStore, part_names, part_path
from loaders.files.file_target import sync_folder, write_private

MANIFEST = "manifest.json"
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Position:
    """How far the reading is: so many records, the last of them, and where the next page begins."""

    read: int
    last_id: str
    cursor: str | None
    total: int | None
    snapshot: str | None


class Output(Protocol):
    """What takes the records of an export."""

    def write(self, records: Sequence[Record]) -> None:
        """Append records."""

    def reached(self, position: Position) -> None:
        """Hear how far the reading is, after each page."""

    def publish(self, facts: Mapping[str, Any]) -> list[Written]:
        """Give the files their names; `facts` say what the export was."""

    def abandon(self) -> None:
        """Leave what there is unfinished."""


class SingleOutput:
    """One file, or standard output; where the format allows it, another process can go on with an unfinished one."""

    def __init__(self, part: Part, checkpoints: CheckpointFile | None, plan: str) -> None:
        self._part = part
        self._checkpoints = checkpoints
        self._plan = plan
        self._position: Position | None = None

    def write(self, records: Sequence[Record]) -> None:
        """Append records."""
        self._part.write(records)

    def reached(self, position: Position) -> None:
        """Note the position, on disk when the last note is old."""
        self._position = position
        if self._checkpoints is not None and self._checkpoints.is_due:
            self._note(self._checkpoints)

    def publish(self, facts: Mapping[str, Any]) -> list[Written]:  # noqa: ARG002 - one file tells nothing but its rows
        """Give the file its name."""
        written = self._part.publish()
        if self._checkpoints is not None:
            self._checkpoints.remove()
        return [written]

    def abandon(self) -> None:
        """Leave the file unfinished, with a note on how far it is."""
        with suppress(OSError):
            if self._checkpoints is not None:
                self._note(self._checkpoints)
        self._part.abandon()
        if self._position is None:
            self._part.remove_if_empty()

    def _note(self, checkpoints: CheckpointFile) -> None:
        at = self._position
        if at is not None and at.cursor is not None:
            size, rows = self._part.checkpoint(), self._part.rows
            checkpoints.write(Checkpoint(self._plan, rows, size, at.read, at.last_id, at.cursor, at.total, at.snapshot))


class SplitOutput:
    """Several files: a new one after so many rows, or one for each value of a field."""

    def __init__(self, layout: Layout, output: Path, split: int | SplitBy) -> None:
        self._layout = layout
        self._output = output
        self._rows = split if isinstance(split, int) else None
        self._store = SplitStore(split) if isinstance(split, SplitBy) else None
        self._parts: list[Part] = []
        self._names = part_names()
        check_folder(output)
        _check_manifest(output.with_name(MANIFEST), layout.title)
        output.parent.mkdir(mode=0o700, exist_ok=True)

    def write(self, records: Sequence[Record]) -> None:
        """Append records, beginning a further file where one is full."""
        if self._store is not None:
            self._store.add(records)
            return
        assert self._rows is not None
        while records:
            if not self._parts or self._parts[-1].rows >= self._rows:
                self._begin(f"{len(self._parts) + 1:04}", None)
            left = self._rows - self._parts[-1].rows
            self._parts[-1].write(records[:left])
            records = records[left:]

    def reached(self, position: Position) -> None:
        """Nothing is noted: an unfinished export of several files is begun again."""

    def publish(self, facts: Mapping[str, Any]) -> list[Written]:
        """End all files, then give them their names, and only then say with a manifest that they are whole."""
        if self._store is not None:
            self._write_groups(self._store)
        if not self._parts:
            self._begin("0001" if self._store is None else self._names(None), None)
        self._parts[-1].close()
        manifest = self._output.with_name(MANIFEST)
        manifest.unlink(missing_ok=True)
        sync_folder(manifest.parent)
        written = [part.publish() for part in self._parts]
        write_private(manifest, _manifest(self._layout, facts, written))
        return written

    def abandon(self) -> None:
        """Leave the files unfinished."""
        if self._store is not None:
            self._store.close()
        for part in self._parts:
            part.abandon()

    def _write_groups(self, store: SplitStore) -> None:
        last: Any = self
        for value, records in store.read():
            if value != last:
                self._begin(self._names(value), value)
                last = value
            self._parts[-1].write(records)

    def _begin(self, name: str, value: str | None) -> None:
        if self._parts:
            self._parts[-1].close()
        self._parts.append(Part(self._layout, part_path(self._output, name), value=value))


def check_folder(output: Path) -> None:
    """Refuse a folder that is not there and cannot be made; only the last one of a path is made."""
    folder = output.parent
    if not folder.is_dir() and (folder.exists() or not folder.parent.is_dir()):
        raise FileError(f"{folder}: is no folder; make it, or name another file with -o")


def _manifest(layout: Layout, facts: Mapping[str, Any], written: Sequence[Written]) -> bytes:
    parts = [
        {"file": part.path.name, "rows": part.rows, "bytes": part.size, "sha256": part.sha256, "value": part.value}
        for part in written
        if part.path is not None
    ]
    rows = sum(part.rows for part in written)
    content = {"version": 1, "kind": "split export", "title": layout.title, **facts, "rows": rows, "parts": parts}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _check_manifest(path: Path, title: str) -> None:
    """Refuse a folder whose manifest is about something else, as that of a backup is."""
    try:
        content = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        return
    except orjson.JSONDecodeError:
        content = None
    if not isinstance(content, dict) or (content.get("kind"), content.get("title")) != ("split export", title):
        raise UsageError(f"{path}: is the manifest of something else; write the parts into a folder of their own with -o")
