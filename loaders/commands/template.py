"""The command `ferry template`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.files.file_target import FileTarget
from loaders.remote.model import fetch_model
from loaders.session import session_of
from loaders.templates.template import Template, make_template, stored_names
from loaders.templates.text import csv_template


@click.command(
    "template",
    cls=ManualCommand,
    epilog=examples(
        "ferry template people                       writes people-template.csv",
        "ferry template people -o people.xlsx        a workbook with drop-downs and notes",
        "ferry template people -o - | head -1        the headings alone",
        "ferry import people people-template.csv     goes in as it stands",
        codes=(ExitCode.DONE, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE),
    ),
)
@click.argument("object_name", metavar="OBJECT")
@click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output. Default: PLURAL-template.csv.")
@click.option("--format", "format_", type=click.Choice(("csv", "xlsx")), help="Default: by the name of FILE, else csv.")
@server_options
def command(object_name: str, output: str | None, format_: str | None, **options: Any) -> None:
    """Write a file that shows what an import of OBJECT takes.

    It has a column for every field that can be imported and three example rows, which can be imported as they stand. Rows
    that refer to other records refer to the examples of those objects' templates: import those first. Headings and values
    come from the server's own data model, so custom objects and fields have templates too.
    """
    chosen = format_ or ("xlsx" if (output or "").lower().endswith(".xlsx") else "csv")
    with session_of("import", options) as client:
        model = fetch_model(client)
        template = make_template(model.find(object_name), model, stored_names(client))
        path = Path(output or f"{template.obj.name_plural}-template.{chosen}")
        if output == "-" and chosen == "xlsx" and sys.stdout.isatty():
            raise UsageError("a workbook is nothing to show on a terminal; name a file with -o")
        _write(template, None if output == "-" else path, chosen)
        if not options["quiet"]:
            click.echo(_remark(template, "standard output" if output == "-" else str(path)), err=True)


def _write(template: Template, path: Path | None, format_: str) -> None:
    target = FileTarget(path)
    if format_ == "xlsx":
        from loaders.templates.workbook import workbook_template

        target.write(workbook_template(template))
    else:
        target.write(csv_template(template).encode())
    target.publish()


def _remark(template: Template, where: str) -> str:
    lines = [f"{where}: {len(template.headings)} columns, {len(template.rows)} example rows"]
    if template.parents:
        lines.append(
            f"the rows refer to the examples of {', '.join(obj.name_plural for obj in template.parents)}: import those first"
        )
    if not template.rows:
        lines.append("no example row: every one needs a related record that neither an example nor the server has")
    return "\n".join(lines)
