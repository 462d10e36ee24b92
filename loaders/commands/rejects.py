"""The command `ferry rejects`."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.known_runs import refuse_undo, source_of
from loaders.errors import UsageError
from loaders.imports.rejects import rejects_paths, write_rejects
from loaders.runs.folder import find_run
from loaders.runs.journal import Journal
from loaders.session import ending

_EXAMPLES = ("ferry rejects last", "ferry rejects last -o corrections.xlsx")


@click.command("rejects", cls=ManualCommand, epilog=examples(*_EXAMPLES))
@click.argument("run", metavar="RUN")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where; .csv, .xlsx or .jsonl.")
@click.option("--object", "object_name", metavar="OBJECT", help="The rejects of this object only.")
def command(run: str, output: Path | None, object_name: str | None) -> None:
    """Write the rejected rows of a run once more, with the reasons, ready to be corrected and imported."""
    with ending():
        journal = Journal(find_run(run))
        refuse_undo(journal)
        loads = [
            load for load in journal.loads() if object_name in (None, load.object_name) and journal.has_rejects(load.number)
        ]
        if output is not None and len(loads) > 1:
            raise UsageError(f"rows of {len(loads)} files were rejected; choose one with --object")
        for load in loads:
            source = source_of(journal, load)
            survey = source.survey()
            for path in (output,) if output else rejects_paths(source.path, source.format):
                write_rejects(path, survey.headings, survey.width, source.delimiter, journal.rejects(load.number))
                click.echo(str(path))
        if not loads:
            click.echo("no row was rejected")
        journal.close()
