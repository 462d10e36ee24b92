"""What changed since the last export: where that one ended, and which records of its last seconds it had already."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from loaders.errors import FileError, UsageError
from loaders.exports.conditions import Condition
from loaders.files.file_target import write_private
from loaders.runs.folder import runs_folder

_VERSION = 1
_OVERLAP = timedelta(seconds=5)
"""How far back is read again: a transaction may be committed after one that began later."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an export of one object ended: its latest `updatedAt`, and the records of the seconds before with their hashes."""

    scope: str
    at: str | None = None
    seen: Mapping[str, str] = field(default_factory=dict)
    changes: str | None = None
    """The token of the change feed at that state, where the server has one."""


def updated_since(moment: str) -> Condition:
    """Return the filter for records updated at the moment or later."""
    return {"updatedAt": {"gte": moment}}


def parse_moment(text: str) -> str:
    """Return a moment as the API writes it; a date alone is its midnight in UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f'--since "{text}" is no time; write it like 2024-05-01 or 2024-05-01T08:00:00Z') from None
    if moment.tzinfo is None:
        if len(text) > 10:
            raise UsageError(f'--since "{text}" has no time zone; write it like {text}Z or {text}+02:00')
        moment = moment.replace(tzinfo=UTC)
    return _text(moment)


class MarkFile:
    """The marks of one name, an object each; `write` replaces the file, whole."""

    def __init__(self, name: str) -> None:
        if not _NAME.fullmatch(name):
            raise UsageError(f'--since-last "{name}": a name has letters, digits, blanks, dots, dashes and underscores')
        self.path = runs_folder() / "since" / f"{name}.json"
        self._name = name

    def read(self, server: str, object_name: str, scope: str) -> Mark:
        """Return where the last export of the object ended; one of other records is refused."""
        found = self._marks().get(f"{server} {object_name}")
        if found is None:
            return Mark(scope)
        if found["scope"] != scope:
            raise UsageError(
                f'--since-last "{self._name}" was used for other records of {object_name}: with another filter; give the same '
                "filter, or use another name"
            )
        return Mark(scope, found["at"], found["seen"], found["changes"])

    def write(self, server: str, object_name: str, mark: Mark) -> None:
        """Store where this export ended."""
        marks = self._marks()
        kept = {"scope": mark.scope, "at": mark.at, "seen": dict(mark.seen), "changes": mark.changes}
        marks[f"{server} {object_name}"] = kept
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self.path, orjson.dumps({"version": _VERSION, "marks": marks}))

    def _marks(self) -> dict[str, Any]:
        try:
            content = orjson.loads(self.path.read_bytes())
            marks: dict[str, Any] = content["marks"]
        except FileNotFoundError:
            return {}
        except (orjson.JSONDecodeError, KeyError, TypeError):
            raise FileError(f"{self.path}: is damaged; remove it, and the next export takes every record") from None
        return marks


class Delta:
    """Takes the records in the order of their last update, lets pass what was not exported yet, and knows the next mark."""

    def __init__(self, mark: Mark) -> None:
        self._mark = mark
        self._at = mark.at
        self._latest: deque[tuple[str, str, str]] = deque()
        self._first = _earlier(mark.at) if mark.at else None

    @property
    def condition(self) -> Condition | None:
        """The filter for what may be new; None on the first time, when every record is."""
        return updated_since(self._first) if self._first else None

    def fresh(self, records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the records that the last export did not have as they are now."""
        found = []
        for record in records:
            hashed = _hash(record)
            self._remember(record["updatedAt"], record["id"], hashed)
            if self._mark.seen.get(record["id"]) != hashed:
                found.append(record)
        return found

    def next_mark(self, changes: str | None) -> Mark:
        """Return where this export ended."""
        if self._at is None or not self._latest:
            return replace(self._mark, changes=changes)
        return Mark(self._mark.scope, self._at, {record_id: hashed for _, record_id, hashed in self._latest}, changes)

    def _remember(self, moment: str, record_id: str, hashed: str) -> None:
        self._latest.append((moment, record_id, hashed))
        if self._at is None or moment > self._at:
            self._at = moment
            oldest = _earlier(moment)
            while self._latest[0][0] < oldest:
                self._latest.popleft()


def _earlier(moment: str) -> str:
    return _text(datetime.fromisoformat(moment) - _OVERLAP)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _hash(record: Mapping[str, Any]) -> str:
    return hashlib.blake2b(orjson.dumps(record, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()
