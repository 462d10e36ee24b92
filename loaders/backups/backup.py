"""The story of one backup: look at what can be read, write object after object, check what they name, then show the folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loaders.backups.data_file import DATA, DataWriter
from loaders.backups.folder import NewFolder
from loaders.backups.live import Live, Readable
from loaders.backups.manifest import MANIFEST, FileEntry, Manifest, ObjectEntry, write_manifest
from loaders.backups.members import MEMBER, MEMBERS, write_members
from loaders.backups.parents import Parents
from loaders.backups.schema_file import SCHEMA, write_schema
from loaders.backups.scope import Omission, chosen_objects, left_out
from loaders.backups.views import VIEWS, read_views
from loaders.errors import PermissionRefused
from loaders.mapping.order import import_order
from loaders.progress import Progress
from loaders.remote.capabilities import fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import RemoteModel, fetch_model
from schema.model import ObjectMetadata


@dataclass(frozen=True, slots=True)
class BackupOptions:
    """What the command line decides."""

    objects: str | None = None
    deleted: bool = True


def run_backup(client: Client, place: Path, options: BackupOptions, progress: Progress) -> Manifest:
    """Write the records of a server into a new folder, which appears when it is whole."""
    started = _now()
    model = fetch_model(client)
    objects = import_order(chosen_objects(model, options.objects)).objects
    capabilities = fetch_capabilities(client)
    with NewFolder(place) as folder, closing(Live(client, capabilities, deleted=options.deleted)) as live:
        found, omitted = _look(live, objects)
        with _writers(folder.make(DATA), found) as writers:
            missing = _write(live, found, writers, progress, whole=capabilities.snapshots and options.deleted)
            entries = tuple(writer.finish() for writer in writers)
        files, without_views = _write_beside(client, folder, model, entries)
        manifest = Manifest(
            client.origin,
            started,
            _now(),
            "SNAPSHOT" if capabilities.snapshots else "HIGH_WATER_MARK",
            max((writer.high_water_mark for writer in writers), default="") or None,
            "with" if options.deleted else "no",
            files,
            entries,
            (*omitted, *left_out([readable.obj for readable in found]), *without_views),
            missing,
        )
        folder.write(MANIFEST, write_manifest(manifest))
        folder.finish()
    return manifest


def _look(live: Live, objects: Sequence[ObjectMetadata]) -> tuple[list[Readable], list[Omission]]:
    """Ask for everything once before anything is written: a right that is lost later ends the backup."""
    found: list[Readable] = []
    omitted: list[Omission] = []
    for obj in objects:
        readable, reasons = live.look(obj)
        omitted += reasons
        if readable is not None:
            found.append(readable)
    if not found:
        raise PermissionRefused(f"there is nothing the key may read: {'; '.join(map(str, omitted))}")
    return found, omitted


@contextmanager
def _writers(folder: Path, found: Sequence[Readable]) -> Iterator[list[DataWriter]]:
    """Open a file for every object; they stay open to the end, for a record may be fetched late."""
    writers: list[DataWriter] = []
    try:
        writers.extend(DataWriter(folder, readable.obj.name_singular, readable.fields) for readable in found)
        yield writers
    except BaseException:
        for writer in writers:
            writer.abandon()
        raise


def _write(
    live: Live, found: Sequence[Readable], writers: Sequence[DataWriter], progress: Progress, *, whole: bool
) -> dict[str, int]:
    """Write all records; unless they are known to fit together, fetch what they name and return what is nowhere."""
    pairs = list(zip(found, writers, strict=True))
    done, total = 0, sum(readable.total for readable in found)
    with closing(Parents([] if whole else [readable.obj for readable in found])) as parents:
        for readable, writer in pairs:
            for records in live.records(readable):
                writer.write(records)
                if not whole:
                    parents.add(writer.object, records)
                done += len(records)
                progress.update(done, f"of {total:,}, {readable.obj.name_plural}")
        if not whole:
            while any(_fetch_missing(live, parents, readable, writer) for readable, writer in pairs):
                progress.notice("fetched records that others name and that came during the backup")
        return parents.never_found()


def _fetch_missing(live: Live, parents: Parents, readable: Readable, writer: DataWriter) -> int:
    fetched = list(live.by_ids(readable, parents.missing(writer.object)))
    writer.write(fetched)
    parents.add(writer.object, fetched)
    return len(fetched)


def _write_beside(
    client: Client, folder: NewFolder, model: RemoteModel, objects: Sequence[ObjectEntry]
) -> tuple[tuple[FileEntry, ...], list[Omission]]:
    views = read_views(client)
    beside = {SCHEMA: write_schema(model)}
    if any(entry.object == MEMBER for entry in objects):
        beside[MEMBERS] = write_members(folder.path)
    if not isinstance(views, Omission):
        beside[VIEWS] = views
    for name, data in beside.items():
        folder.write(name, data)
    files = tuple(FileEntry(name, hashlib.sha256(data).hexdigest()) for name, data in beside.items())
    return files, [views] if isinstance(views, Omission) else []


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
