"""The story of a comparison: open both sides, compare set after set of records, and count what differs by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loaders.backups.differences import Counts, Difference, Record, compare
from loaders.backups.export_side import open_export
from loaders.backups.live import Live
from loaders.backups.opened import Backup, is_backup, open_backup
from loaders.backups.sides import BackupSide, LiveSide, Side, common_fields
from loaders.errors import UsageError
from loaders.progress import Progress
from loaders.remote.capabilities import fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.documents import Fields
from loaders.remote.model import fetch_model

SERVER = "server"
"""The word for the server that --url or FERRY_URL names."""


@dataclass(slots=True)
class SetDifference:
    """How a set of records differs; the fields that only one side has are not compared."""

    name: str
    counts: Counts = field(default_factory=Counts)
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether nothing differs."""
        return not (self.counts.kinds or self.only_left or self.only_right)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sets of both sides in the order of the left one, and those that only one side has."""

    sets: tuple[SetDifference, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        """Whether both sides hold the same."""
        return not (self.only_left or self.only_right) and all(one.is_equal for one in self.sets)


Told = Callable[[str, Difference], None]
"""Hears of every difference, with the name of the set it is in."""


def names_server(word: str) -> bool:
    """Tell whether a side is named as a live server."""
    return word == SERVER or word.startswith(("http://", "https://"))


@contextmanager
def open_sides(left: str, right: str, client: Client | None) -> Iterator[tuple[Side, Side]]:
    """Open what both words name: two backups, two exports, or a backup and the server of the client."""
    for word in (left, right):
        if not names_server(word) and not Path(word).exists():
            raise UsageError(f"{word}: there is no such file or folder")
    if client is None:
        yield _stored_sides(left, right)
        return
    live, other = (left, right) if names_server(left) else (right, left)
    if names_server(other) or not is_backup(Path(other)):
        raise UsageError(f"{other}: a live server is compared with a backup; take one with `ferry backup`")
    stored = BackupSide(open_backup(Path(other)))
    with live_side(client, stored.backup) as side:
        yield (side, stored) if live == left else (stored, side)


def _stored_sides(left: str, right: str) -> tuple[Side, Side]:
    backups = [is_backup(Path(word)) for word in (left, right)]
    if all(backups):
        return BackupSide(open_backup(Path(left))), BackupSide(open_backup(Path(right)))
    if any(backups):
        raise UsageError(
            "one side is a backup, the other an export: compare two backups, two exports, or a backup and a server"
        )
    return open_export(Path(left)), open_export(Path(right))


@contextmanager
def live_side(client: Client, backup: Backup) -> Iterator[LiveSide]:
    """Give the server of a client as it compares with a backup."""
    with closing(Live(client, fetch_capabilities(client), deleted=backup.manifest.deleted == "with")) as live:
        yield LiveSide(live, fetch_model(client), [entry.object for entry in backup.manifest.objects])


def compare_sides(left: Side, right: Side, told: Told, progress: Progress) -> Comparison:
    """Compare every set of records that both sides have."""
    shared = [name for name in left.sets if name in right.sets]
    sets = tuple(_compare_set(name, left, right, told, progress) for name in shared)
    only_left, only_right = (
        tuple(name for name in one.sets if name not in shared and _holds_records(one, name)) for one in (left, right)
    )
    return Comparison(sets, only_left, only_right)


def _compare_set(name: str, left: Side, right: Side, told: Told, progress: Progress) -> SetDifference:
    fields = [left.fields(name), right.fields(name)]
    found = SetDifference(name, only_left=_only(*fields), only_right=_only(*fields[::-1]))
    if found.is_equal and (known := left.summary(name)) is not None and known == right.summary(name):
        found.counts.equal = known.rows
        return found
    both = common_fields(name, *fields)
    walked = _counted(right.contents(name, both), progress, name)
    for difference in compare(left.contents(name, both), walked, found.counts):
        told(name, difference)
    return found


def _holds_records(side: Side, name: str) -> bool:
    """Tell whether a set that the other side lacks makes a difference: an object without records makes none."""
    return next(iter(side.contents(name, side.fields(name))), None) is not None


def _only(mine: Fields, other: Fields) -> tuple[str, ...]:
    return tuple(name for name in mine if name not in other)


def _counted(records: Iterator[Record], progress: Progress, name: str) -> Iterator[Record]:
    for number, record in enumerate(records, 1):
        if number % 1000 == 0:
            progress.update(number, name)
        yield record
