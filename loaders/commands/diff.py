"""The command `ferry diff`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import click
import orjson

from loaders.backups.diff import Comparison, compare_sides, names_server, open_sides
from loaders.backups.diff_report import comparison_events, comparison_lines, difference_event, difference_text
from loaders.backups.differences import Difference
from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.progress import choose_progress
from loaders.remote.client import Client
from loaders.session import ending, session_of


@click.command(
    "diff",
    cls=ManualCommand,
    epilog=examples(
        "ferry diff backups/monday backups/tuesday           two backups",
        "ferry diff backups/monday server --ids              a backup and the server of FERRY_URL",
        "ferry diff old/people.csv new/people.csv --values   two exports",
        codes=(ExitCode.DONE, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE, ExitCode.DIFFERENT),
    ),
)
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@server_options
@click.option("--ids", is_flag=True, help="Name every record that differs: + only in B, - only in A, ~ changed.")
@click.option("--values", is_flag=True, help="Show the values that differ, too; they may be confidential.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as one JSON object a line.")
def command(left: str, right: str, **options: Any) -> None:
    """Compare A and B by record and field: two backups, two exports, or a backup and a live server.

    The server is named by its address, or by the word server for that of --url or FERRY_URL. A folder with the parts of an
    export counts as one. What a server writes by itself on every change, updatedAt and updatedBy, is not compared. The exit
    code is 0 for equal sides and 6 for different ones.
    """
    with ending(), _server(left, right, options) as client:
        comparison = _compare(client, left, right, options)
        for line in _summary(comparison, as_json=options["as_json"]):
            click.echo(line)
    sys.exit(ExitCode.DONE if comparison.is_equal else ExitCode.DIFFERENT)


def _server(left: str, right: str, options: dict[str, Any]) -> AbstractContextManager[Client | None]:
    named = [word for word in (left, right) if names_server(word)]
    if not named:
        return nullcontext()
    if len(named) == 2:
        raise UsageError("two live servers: take a backup of one and compare the other with it")
    return session_of("export", options if "://" not in named[0] else {**options, "url": named[0]})


def _compare(client: Client | None, left: str, right: str, options: dict[str, Any]) -> Comparison:
    with _progress(client, quiet=options["quiet"] or options["as_json"]) as progress:

        def tell(name: str, difference: Difference) -> None:
            if not options["ids"] and not options["values"]:
                return
            if options["as_json"]:
                click.echo(orjson.dumps(difference_event(name, difference, values=options["values"])).decode())
            else:
                click.echo(difference_text(name, difference, values=options["values"]))

        with open_sides(left, right, client) as sides:
            return compare_sides(*sides, tell, progress)


@contextmanager
def _progress(client: Client | None, *, quiet: bool) -> Iterator[Any]:
    progress = choose_progress(None, quiet=quiet)
    if client is not None:
        client.notice = progress.notice
    try:
        yield progress
    finally:
        progress.close()


def _summary(comparison: Comparison, *, as_json: bool) -> Iterator[str]:
    if as_json:
        return (orjson.dumps(event).decode() for event in comparison_events(comparison))
    return comparison_lines(comparison)
