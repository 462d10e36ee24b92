"""The story of one restore: check the backup and the server, import in order, delete again what was deleted, verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.backups.deletions import delete_again
from loaders.backups.manifest import ObjectEntry
from loaders.backups.members import MEMBER, MEMBERS, missing_members
from loaders.backups.opened import Backup
from loaders.backups.schema_check import missing_in
from loaders.backups.verification import Verdict, verify
from loaders.errors import ExitCode, UsageError
from loaders.imports.importer import ImportRun, Listener
from loaders.imports.opening import Target
from loaders.imports.options import Empty, ImportOptions
from loaders.imports.planning import RunPlan, plan_run
from loaders.mapping.mapping import Missing
from loaders.remote.client import Client
from loaders.remote.look_up import find_records
from loaders.remote.model import RemoteModel, fetch_model
from loaders.runs.folder import locked, new_run
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome, Tally

OPTIONS = ImportOptions(key=("id",), empty=Empty.CLEAR, missing=Missing.NULL, history=True, exact=True)
"""A record is matched by its id alone, and becomes what the backup says: what is empty there is emptied."""


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What is put back, and where."""

    backup: Backup
    entries: tuple[ObjectEntry, ...]
    model: RemoteModel
    run: RunPlan | None
    """The import of all records that the record API can make; None if there are none."""


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore came to."""

    name: str
    tallies: dict[str, Tally]
    deleted: dict[str, int]
    verdicts: tuple[Verdict, ...]

    @property
    def exit_code(self) -> ExitCode:
        """Whether the server holds what the backup holds."""
        if not all(verdict.is_equal for verdict in self.verdicts):
            return ExitCode.DIFFERENT
        rejected = any(tally.outcomes[Outcome.REJECTED] or tally.incomplete for tally in self.tallies.values())
        return ExitCode.REJECTS if rejected else ExitCode.DONE


def plan_restore(client: Client, backup: Backup, names: str | None) -> RestorePlan:
    """Check every file of the backup and the server's model; whatever is wrong is raised before any write."""
    entries = backup.entries(names)
    backup.check(entries)
    model = fetch_model(client)
    lacking = list(missing_in(model, backup.model, entries))
    if lacking:
        listed = "\n".join(f"  {what}" for what in lacking)
        raise UsageError(f"{client.origin} has not what the backup needs; make it there, or choose other --objects:\n{listed}")
    _check_members(client, backup, entries, model)
    targets = [Target(str(backup.folder / e.file), e.object) for e in entries if e.rows and e.object != MEMBER]
    return RestorePlan(backup, entries, model, plan_run(client, targets, OPTIONS) if targets else None)


def run_restore(client: Client, plan: RestorePlan, listener: Listener) -> RestoreResult:
    """Put the records back and prove it."""
    name, tallies = _import(client, plan.run, listener) if plan.run else ("", {})
    deleted = {}
    for entry in plan.entries:
        obj = plan.model.by_name(entry.object)
        if entry.deleted_rows and obj is not None and entry.object != MEMBER:
            deleted[entry.object] = delete_again(client, obj, plan.backup.records(entry))
    return RestoreResult(name, tallies, deleted, tuple(verify(client, plan.backup, plan.entries)))


def _import(client: Client, plan: RunPlan, listener: Listener) -> tuple[str, dict[str, Tally]]:
    folder = new_run()
    with locked(folder):
        journal = Journal(folder)
        try:
            journal.note(server=client.origin, options=OPTIONS.as_json(), targets=_targets(plan))
            run = ImportRun(client, plan, OPTIONS, journal, listener)
            run.run()
        finally:
            journal.close()
    return folder.name, {load.obj.name_singular: run.tallies[load.number] for load in plan.loads}


def _targets(plan: RunPlan) -> list[tuple[str, str, None]]:
    """Return the files of the run as `ferry resume` asks for them."""
    return [(str(load.source.path.absolute()), load.obj.name_singular, None) for load in plan.loads]


def _check_members(client: Client, backup: Backup, entries: Sequence[ObjectEntry], model: RemoteModel) -> None:
    """Refuse to go on without the members that records may name: no record API makes them."""
    obj = model.by_name(MEMBER)
    entry = next((entry for entry in entries if entry.object == MEMBER and entry.rows), None)
    if entry is None or obj is None:
        return
    known = (node["id"] for node in find_records(client, obj, {"id": ()}, {"id": {"is": "NOT_NULL"}}, 200))
    missing = missing_members(backup.records(entry), known)
    if missing:
        named = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        raise UsageError(
            f"{client.origin} lacks {len(missing)} workspace members of the backup, which only its operator can make: {named}; "
            f"on a Ferry server run `ferry-server members import {backup.folder / MEMBERS}`, or leave them out with --objects, "
            "and links to them are not set"
        )
