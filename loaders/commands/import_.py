"""The command `ferry import`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.import_options import GROUPS, RUN_CODES, import_options, options_of
from loaders.commands.import_targets import find_targets
from loaders.commands.options import server_options
from loaders.commands.running import Console, note_run, run_import
from loaders.errors import UsageError
from loaders.imports.importer import ImportRun
from loaders.imports.options import ImportOptions
from loaders.imports.planning import RunPlan, plan_run
from loaders.imports.report import plan_text, summary_text
from loaders.remote.client import Client
from loaders.runs.folder import new_run
from loaders.runs.journal import Journal
from loaders.session import session_of

_EXAMPLES = (
    "ferry import people people.csv                              show what would happen, ask, then do it",
    "ferry import company=companies.csv person=people.xlsx --yes    several files, parents first",
    "ferry import export/ --yes                                  every file that is named after an object",
    "zcat people.csv.gz | ferry import people - --yes --json      from a pipe, told to a machine",
    "ferry import people people.csv --key emails.primaryEmail --mode update --yes    create nothing",
)


@click.command("import", cls=ManualCommand, groups=GROUPS, epilog=examples(*_EXAMPLES, codes=RUN_CODES))
@click.argument("targets", nargs=-1, required=True, metavar="OBJECT FILE | OBJECT=FILE... | FOLDER | MAPPING.yaml")
@server_options
@import_options
def command(targets: tuple[str, ...], **given: Any) -> None:
    r"""Create, update and restore records from files.

    A row that matches a stored record by a unique field updates it; an empty cell keeps the stored value, \N clears it.
    Files are CSV, TSV, JSON lines, .xlsx and .xls, packed with gzip or not; - is standard input. Every row ends as created,
    updated, restored, unchanged, rejected or skipped; rejected rows come back in a file, with reasons, to be corrected.
    """
    ask = not (given["dry_run"] or given["yes"])
    console = Console.of(given)
    with session_of("import", given) as client:
        options = options_of({**given, "accept_guesses": given["accept_guesses"] or ask})
        _check(targets, given["rejects"], ask=ask, no_input=given["no_input"])
        journal = Journal(None if options.dry_run else new_run())
        try:
            found = find_targets(client, [_spooled(target, journal) for target in targets], given["mapping"])
            plan = plan_run(client, found, options)
            if ask or not given["quiet"]:
                click.echo(plan_text(plan, client.origin), err=True)
            if ask:
                _confirm(client, plan, options)
            note_run(journal, client, given["profile"], found, options)
            code = run_import(client, plan, options, journal, console)
        finally:
            begun = journal.is_begun
            journal.close()
            if journal.folder is not None and not begun:
                shutil.rmtree(journal.folder)
    sys.exit(code)


def _check(targets: tuple[str, ...], rejects: Path | None, *, ask: bool, no_input: bool) -> None:
    if rejects is not None and any(rejects.resolve() == Path(target).resolve() for target in targets):
        raise UsageError("--rejects names the file that is imported; name another")
    if ask and (no_input or not sys.stdin.isatty()):
        raise UsageError("nobody is there to confirm: give --yes to write, or --dry-run to look")


def _confirm(client: Client, plan: RunPlan, options: ImportOptions) -> None:
    """Rehearse the import, show its numbers and ask."""
    rehearsal = ImportRun(client, plan, options.rehearsed(), Journal(None))
    rehearsal.run()
    click.echo(summary_text(rehearsal, complete=True), err=True)
    if not click.confirm("import?", err=True):
        raise UsageError("nothing was written")


def _spooled(target: str, journal: Journal) -> str:
    """Return a target whose standard input lies in the run's folder, so that the run can be taken up."""
    name, separator, path = target.rpartition("=")
    if path != "-" or journal.folder is None:
        return target
    spool = journal.folder / "input"
    with spool.open("wb") as file:
        spool.chmod(0o600)
        shutil.copyfileobj(sys.stdin.buffer, file)
    return f"{name}{separator}{spool}"
