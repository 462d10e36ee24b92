"""The command `ferry export`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from loaders.commands.options import server_options
from loaders.exports.exporter import ExportOptions, plan_export, run_export
from loaders.files.csv_target import CsvTarget
from loaders.progress import choose_progress
from loaders.session import open_session


@click.command("export")
@click.argument("object_name", metavar="OBJECT")
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - is standard output.")
@server_options
@click.option("--filter", "condition", metavar="JSON", help="Only these records; the API's filter.")
@click.option("--sort", metavar="FIELD:asc,...", help="Order; the id always decides last.")
@click.option("--columns", metavar="FIELD,...", help="Only these columns, in this order; the id always comes first.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most this many rows.")
@click.option("--page", type=click.IntRange(1), metavar="N", help="Rows per request; by default what suits the server.")
def command(object_name: str, output: str, **options: Any) -> None:
    """Write the records of OBJECT to a CSV file."""
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
