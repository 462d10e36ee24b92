"""The command `ferry undo`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.commands.known_runs import at_its_server, undone_run
from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.imports.undo_report import intention_text, left_events, summary_event, summary_text, write_left
from loaders.imports.undoing import Undo
from loaders.progress import choose_progress
from loaders.remote.capabilities import fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import fetch_model
from loaders.runs.folder import find_run, locked, new_run
from loaders.runs.journal import Journal
from loaders.session import session_of

_EXAMPLES = (
    "ferry undo last                  show what would be taken back, ask, then do it",
    "ferry undo last --dry-run        count it, record by record, and write nothing",
    "ferry undo last --hard --yes     destroy what the run has made, for good",
)
_CODES = (
    *(ExitCode.DONE, ExitCode.REJECTS, ExitCode.USAGE),
    *(ExitCode.PERMISSION, ExitCode.UNREACHABLE, ExitCode.INTERRUPTED),
)


@click.command("undo", cls=ManualCommand, epilog=examples(*_EXAMPLES, codes=_CODES))
@click.argument("run", metavar="RUN")
@server_options
@click.option("--hard", is_flag=True, help="Destroy the records that the run made; they cannot be restored.")
@click.option("--dry-run", is_flag=True, help="Look at every record, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option("--json", "as_json", is_flag=True, help="Tell events as lines of JSON.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Where it is listed what was left.")
def command(run: str, **given: Any) -> None:
    """Take an import back: delete what it made, put back what it changed, children before parents.

    A record it changed is put back only where nobody has changed it since; the others are left and listed, with why, and the
    exit code is 1. Made records that others have changed since are soft-deleted, also with --hard. An undo is a run of its own:
    cut short, the same command goes on; done, it only tries again what was left.
    """
    ask = not (given["dry_run"] or given["yes"])
    with undone_run(run) as journal, session_of("import", at_its_server(journal, given)) as client:
        if journal.folder is None or not journal.is_begun:
            raise UsageError("nothing was begun; there is nothing to take back")
        if ask and not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm: give --yes to write, or --dry-run to look")
        if not given["quiet"]:
            click.echo(intention_text(journal, client.origin, hard=given["hard"]), err=True)
        if ask and not click.confirm("undo?", err=True):
            raise UsageError("nothing was written")
        with ExitStack() as stack:
            stack.enter_context(locked(journal.folder))
            code = _undo(client, journal, given, stack)
    sys.exit(code)


def _undo(client: Client, run: Journal, given: dict[str, Any], stack: ExitStack) -> ExitCode:
    model, capabilities = fetch_model(client), fetch_capabilities(client)
    journal = _own_journal(run, rehearsing=given["dry_run"])
    stack.callback(journal.close)
    if journal.folder is not None:
        stack.enter_context(locked(journal.folder))
    progress = choose_progress(None, quiet=given["quiet"] or given["as_json"])
    client.notice = progress.notice
    done = 0

    def tell(rows: int) -> None:
        nonlocal done
        done += rows
        progress.update(done)

    undo = Undo(client, model, capabilities, run, journal, hard=given["hard"], tell=tell)
    try:
        undo.take_back()
    finally:
        progress.close()
    return _account(undo, given)


def _own_journal(run: Journal, *, rehearsing: bool) -> Journal:
    """Return the journal of the undo: a new one, or that of an undo which was begun before."""
    if rehearsing:
        return Journal(None)
    begun = run.fact("undone_by")
    return Journal(find_run(begun) if begun else new_run())


def _account(undo: Undo, given: dict[str, Any]) -> ExitCode:
    """Say what it came to and what was left."""
    folder = undo.journal.folder
    report = given["report"] or (folder / "left.csv" if folder else None)
    written = write_left(undo, report) if report else None
    if given["as_json"]:
        for event in (*left_events(undo), summary_event(undo, written)):
            click.echo(orjson.dumps(event).decode())
    else:
        click.echo(summary_text(undo))
        if written:
            click.echo(f"next: what was left, and why, is in {written}; put it right and run ferry undo {undo.run.name} again")
    return ExitCode.REJECTS if any(True for _ in undo.left()) else ExitCode.DONE
