"""The command `ferry restore`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from loaders.backups.opened import open_backup
from loaders.backups.restore import RestorePlan, RestoreResult, plan_restore, run_restore
from loaders.backups.restore_report import plan_text, result_text
from loaders.commands.help import EXIT_CODES, ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.imports.drafts import Draft
from loaders.imports.planning import LoadPlan
from loaders.progress import choose_progress
from loaders.remote.client import Client
from loaders.runs.states import BatchRecord
from loaders.session import session_of


@click.command(
    "restore",
    cls=ManualCommand,
    epilog=examples(
        "ferry restore backups/2026-01-31 --yes                everything, into the server of FERRY_URL",
        "ferry restore backups/2026-01-31 --objects company    one object; the others stay as they are",
        codes=tuple(code for code in EXIT_CODES if code is not ExitCode.TOO_MANY_ERRORS),
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@server_options
@click.option("--objects", metavar="OBJECT,...", help="Only these objects; by default all of the backup.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
def command(folder: Path, **options: Any) -> None:
    """Put the records of the backup DIR back into a server, empty or not, and prove it by content hashes.

    Ids and history are kept; what was deleted is deleted again. A restore that was cut short is run again: what is in
    already is not written twice. The exit code is 6 when the server does not hold what the backup holds.
    """
    with session_of("import", options) as client:
        if not options["yes"] and not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm: give --yes to write")
        plan = plan_restore(client, open_backup(folder), options["objects"])
        if not options["yes"] or not options["quiet"]:
            click.echo(plan_text(plan, client.origin), err=True)
        if not options["yes"] and not click.confirm("restore?", err=True):
            raise UsageError("nothing was written")
        result = _restore(client, plan, quiet=options["quiet"])
        click.echo(result_text(result))
    sys.exit(result.exit_code)


def _restore(client: Client, plan: RestorePlan, *, quiet: bool) -> RestoreResult:
    progress = choose_progress(sum(entry.rows for entry in plan.entries), quiet=quiet)
    client.notice = progress.notice
    done = 0

    def tell(load: LoadPlan, drafts: Sequence[Draft], _batch: BatchRecord | None) -> None:
        nonlocal done
        done += len(drafts)
        progress.update(done, load.obj.name_plural)

    try:
        return run_restore(client, plan, tell)
    finally:
        progress.close()
