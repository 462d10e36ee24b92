"""The command `ferry`: import and export, with the answers of the process in its exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loaders.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from loaders.importer import ImportRun

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
_Command = Callable[..., None]


def _server_options(command: _Command) -> _Command:
    """Add the options every command has; the key comes from FERRY_API_KEY alone, as an option would show in process lists."""
    for option in (
        click.option("--quiet", is_flag=True, help="Show no progress."),
        click.option("--retries", type=click.IntRange(0), default=10, show_default=True, help="Tries after a failed request."),
        click.option("--url", envvar="FERRY_URL", metavar="URL", help="Address of the server; else FERRY_URL."),
    ):
        command = option(command)
    return command


@click.group(context_settings=_CONTEXT)
def cli() -> None:
    """Move CSV in and out of a server that speaks Twenty's API. The key is read from FERRY_API_KEY."""


@cli.command("import")
@click.argument("object_name", metavar="OBJECT")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_server_options
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
def import_command(object_name: str, file: Path, **options: Any) -> None:
    r"""Create, update and restore the records of OBJECT from FILE.

    A row that matches a stored record by a unique field updates it; an empty cell keeps the stored value, \N clears it.
    """
    from loaders.files.csv_source import open_csv
    from loaders.importer import ImportOptions, ImportRun, plan_import
    from loaders.progress import choose_progress
    from loaders.rejects import RejectsFile
    from loaders.report import plan_text
    from loaders.session import open_session

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


@cli.command("export")
@click.argument("object_name", metavar="OBJECT")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@_server_options
@click.option("--filter", "condition", metavar="JSON", help="Only these records; the API's filter.")
@click.option("--sort", metavar="FIELD:asc,...", help="Order; the id always decides last.")
@click.option("--columns", metavar="FIELD,...", help="Only these columns, in this order; the id always comes first.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most this many rows.")
@click.option("--page", type=click.IntRange(1), metavar="N", help="Rows per request; by default what suits the server.")
def export_command(object_name: str, output: str, **options: Any) -> None:
    """Write the records of OBJECT to a CSV file."""
    from loaders.exporter import ExportOptions, plan_export, run_export
    from loaders.files.csv_target import CsvTarget
    from loaders.progress import choose_progress
    from loaders.session import open_session

    settings = ExportOptions(options["condition"], options["sort"], options["columns"], options["limit"], options["page"])
    with open_session("export", options["url"], options["retries"]) as client:
        plan = plan_export(client, object_name, settings)
        target = CsvTarget(None if output == "-" else Path(output))
        progress = choose_progress(None, quiet=options["quiet"])
        client.notice = progress.notice
        try:
            result = run_export(client, plan, target, progress)
        except BaseException:
            target.abandon()
            raise
        finally:
            progress.close()
        click.echo(result, err=output == "-")


def main() -> None:
    """Run the command and leave with its exit code."""
    cli.main(prog_name="ferry", standalone_mode=True)


def _check(file: Path, rejects: Path, *, ask: bool) -> None:
    if rejects.resolve() == file.resolve():
        raise UsageError("--rejects names the file that is imported; name another")
    if ask and not sys.stdin.isatty():
        raise UsageError("nobody is there to confirm: give --yes to write, or --dry-run to look")


def _import(run: ImportRun) -> ExitCode:
    """Run the import and say what it came to, also when it was cut short."""
    from loaders.outcomes import Outcome

    run.client.notice = run.progress.notice
    try:
        run.run()
    except BaseException:
        _tell(run, complete=False)
        raise
    _tell(run, complete=True)
    return ExitCode.REJECTS if run.tally.outcomes[Outcome.REJECTED] else ExitCode.DONE


def _tell(run: ImportRun, *, complete: bool) -> None:
    from loaders.report import next_step, summary_text

    click.echo(summary_text(run, complete=complete))
    click.echo(next_step(run, complete=complete))
