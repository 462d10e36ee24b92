"""The command `ferry import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.files.csv_source import open_csv
from loaders.imports.importer import ImportOptions, ImportRun, plan_import
from loaders.imports.rejects import RejectsFile
from loaders.imports.report import next_step, plan_text, summary_text
from loaders.progress import choose_progress
from loaders.runs.outcomes import Outcome
from loaders.session import open_session


@click.command("import")
@click.argument("object_name", metavar="OBJECT")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@server_options
@click.option("--dry-run", is_flag=True, help="Read, check and compare everything, write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option(
    "--preserve-history", "history", is_flag=True, help="New records take createdAt, updatedAt, createdBy from the file."
)
@click.option("--batch", type=click.IntRange(1), metavar="N", help="Records per call; by default what the server takes.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Calls at once; by default 4, on a Twenty 1.")
@click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Rejected rows; default FILE.rejects.csv.")
@click.option("--delimiter", metavar="D", help="Separator of cells; found out by default.")
@click.option("--encoding", metavar="E", help="Encoding of the file; UTF-8 by default.")
def command(object_name: str, file: Path, **options: Any) -> None:
    r"""Create, update and restore the records of OBJECT from FILE.

    A row that matches a stored record by a unique field updates it; an empty cell keeps the stored value, \N clears it.
    """
    rejects_path = options["rejects"] or file.with_name(f"{file.name}.rejects.csv")
    settings = ImportOptions(options["dry_run"], options["history"], options["batch"], options["jobs"])
    with open_session("import", options["url"], options["retries"]) as client:
        ask = not options["dry_run"] and not options["yes"]
        _check(file, rejects_path, ask=ask)
        plan = plan_import(client, object_name, lambda: open_csv(file, options["encoding"], options["delimiter"]), settings)
        if ask or not options["quiet"]:
            click.echo(plan_text(file, plan, client.origin), err=True)
        if ask and not click.confirm("import?", err=True):
            raise UsageError("nothing was written")
        rejects = RejectsFile(rejects_path, plan.survey.headings, plan.survey.width, plan.source.delimiter)
        progress = choose_progress(plan.survey.rows, quiet=options["quiet"])
        code = _import(ImportRun(client, plan, rejects, progress, settings))
    sys.exit(code)


def _check(file: Path, rejects: Path, *, ask: bool) -> None:
    if rejects.resolve() == file.resolve():
        raise UsageError("--rejects names the file that is imported; name another")
    if ask and not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm: give --yes to write, or --dry-run to look")


def _import(run: ImportRun) -> ExitCode:
    """Run the import and say what it came to, also when it was cut short."""
    run.client.notice = run.progress.notice
    try:
        run.run()
    except BaseException:
        _tell(run, complete=False)
        raise
    _tell(run, complete=True)
    return ExitCode.REJECTS if run.tally.outcomes[Outcome.REJECTED] else ExitCode.DONE


def _tell(run: ImportRun, *, complete: bool) -> None:
    click.echo(summary_text(run, complete=complete))
    click.echo(next_step(run, complete=complete))
