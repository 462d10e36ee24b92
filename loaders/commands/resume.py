"""The command `ferry resume`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.import_options import RUN_CODES
from loaders.commands.import_targets import kept_targets
from loaders.commands.known_runs import at_its_server, refuse_undo
from loaders.commands.options import server_options
from loaders.commands.running import Console, run_import
from loaders.errors import UsageError
from loaders.imports.options import ErrorLimit, ImportOptions
from loaders.imports.planning import plan_run
from loaders.runs.folder import find_run
from loaders.runs.journal import Journal
from loaders.runs.states import RunState
from loaders.session import ending, session_of

_EXAMPLES = (
    "ferry resume last                       the run that began last",
    "ferry resume 20260131-120000 --max-errors 5%",
)


@click.command("resume", cls=ManualCommand, epilog=examples(*_EXAMPLES, codes=RUN_CODES))
@click.argument("run", metavar="RUN")
@server_options
@click.option("--json", "as_json", is_flag=True, help="Tell events as lines of JSON.")
@click.option("--json-values", is_flag=True, help="Let events show cells too.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Rejected rows; default FILE.rejects.csv.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Calls at once.")
@click.option("--max-errors", metavar="N|P%", help="Stop when more rows are rejected.")
def command(run: str, **given: Any) -> None:
    """Take up an import where it stopped.

    Batches whose answers are missing are sent again as they were, with the same key; rows that have an outcome keep it. The
    files, their mapping and the server's data model must be those the run was begun with.
    """
    with ending():
        folder = find_run(run)
    journal = Journal(folder)
    try:
        with session_of("import", at_its_server(journal, given)) as client:
            refuse_undo(journal)
            if undo := journal.fact("undone_by"):
                raise UsageError(f"the run {folder.name} is taken back by {undo}; go on with: ferry undo {folder.name}")
            if journal.fact("targets") is None:
                raise UsageError(f"the run {folder.name} ended before it began: nothing was written; run the import again")
            if journal.state in (RunState.DONE, RunState.UNDONE):
                told = f"its rejected rows are told by: ferry rejects {folder.name}"
                raise UsageError(f"the run {folder.name} is {journal.state}; there is nothing to take up; {told}")
            options = _options(journal, given)
            plan = plan_run(client, kept_targets(journal.fact("targets")), options)
            code = run_import(client, plan, options, journal, Console.of(given))
    finally:
        journal.close()
    sys.exit(code)


def _options(journal: Journal, given: dict[str, Any]) -> ImportOptions:
    """Return the options of the run; how fast it goes and what it bears may be changed."""
    ErrorLimit.parse(given["max_errors"])
    changed = {name: given[name] for name in ("jobs", "max_errors") if given[name] is not None}
    return replace(ImportOptions.from_json(journal.fact("options", {})), **changed)
