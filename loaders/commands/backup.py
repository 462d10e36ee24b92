"""The command `ferry backup`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import click
import orjson

from loaders.backups.backup import BackupOptions, run_backup
from loaders.backups.report import backup_events, backup_text
from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode
from loaders.progress import choose_progress
from loaders.session import session_of


@click.command(
    "backup",
    cls=ManualCommand,
    epilog=examples(
        "ferry backup backups/$(date +%F)                   everything the key may read",
        "ferry backup people --objects person,company       two objects and their links",
        "ferry diff backups/2026-01-30 backups/2026-01-31   what changed in a day",
        codes=(
            ExitCode.DONE,
            ExitCode.REJECTS,
            ExitCode.USAGE,
            ExitCode.PERMISSION,
            ExitCode.UNREACHABLE,
            ExitCode.INTERRUPTED,
        ),
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@server_options
@click.option("--objects", metavar="OBJECT,...", help="Only these objects; by default all the key may read.")
@click.option(
    "--deleted",
    type=click.Choice(("with", "no")),
    default="with",
    show_default=True,
    help="Whether soft-deleted records are taken too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object a line.")
def command(folder: Path, **options: Any) -> None:
    """Write every record of every object into the new folder DIR, with the data model and checksums.

    On a Ferry server all records are of one state of the data. DIR appears when it is whole; only its owner may read it.
    """
    with session_of("export", options) as client:
        started = time.monotonic()
        progress = choose_progress(None, quiet=options["quiet"] or options["as_json"])
        client.notice = progress.notice
        try:
            manifest = run_backup(client, folder, BackupOptions(options["objects"], options["deleted"] == "with"), progress)
        finally:
            progress.close()
        seconds = time.monotonic() - started
        if options["as_json"]:
            for event in backup_events(manifest, seconds):
                click.echo(orjson.dumps(event).decode())
        else:
            click.echo(backup_text(manifest, seconds))
