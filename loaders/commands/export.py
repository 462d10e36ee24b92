"""The command `ferry export`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode
from loaders.exports.conditions import Deleted
from loaders.exports.exporter import ExportRun, plan_facts
from loaders.exports.formats import Format
from loaders.exports.options import ExportOptions
from loaders.exports.ordering import path_of
from loaders.exports.outputs import check_folder
from loaders.exports.plan import ExportPlan, plan_export
from loaders.exports.report import estimate, plan_event, plan_lines, summary_event, summary_lines
from loaders.exports.views import View, save_view, view_file
from loaders.progress import choose_progress
from loaders.remote.client import Client
from loaders.remote.documents import count
from loaders.session import session_of

_INTERRUPTED = (
    "interrupted; the file is unfinished: give the same command with --resume to go on with it, where it is one csv or jsonl "
    "file, or as it was to begin anew"
)
_EPILOG = examples(
    "ferry export people",
    "ferry export people -o - --format jsonl | gzip > people.jsonl.gz",
    "ferry export companies --columns name,domainName --sort name --excel",
    "ferry export people --since-last nightly -o changes.csv",
    "ferry export opportunities --split-by createdAt:month -o parts/opportunities.csv",
    codes=(
        ExitCode.DONE, ExitCode.REJECTS, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE, ExitCode.INTERRUPTED,
    ),
)  # fmt: skip
_GROUPS = {
    "Which records": (
        "condition", "sort", "limit", "view", "save_view", "as_email", "deleted", "since", "since_last",
    ),
    "Which columns": ("columns", "ids_only", "relation_names", "anonymise"),
    "The file": (
        "output", "format", "gz", "excel", "bom", "delimiter", "crlf", "guard", "split_rows", "split_by",
    ),
}  # fmt: skip
_WHAT = (
    click.option("-o", "--output", metavar="FILE", help="Where to write; - is standard output. Default: the plural's name."),
    click.option("--columns", metavar="FIELD,...", help="Only these columns, in this order; the id always comes first."),
    click.option("--filter", "condition", metavar="JSON", help="Only these records; the API's filter."),
    click.option("--sort", metavar="FIELD:asc,...", help="Order; the id always decides last."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="At most this many rows."),
    click.option("--view", metavar="NAME", help="Columns, filter and sort of views/NAME.yaml."),
    click.option("--save-view", metavar="NAME", help="Keep columns, filter and sort as views/NAME.yaml too."),
    click.option("--as", "as_email", metavar="EMAIL", help="The member that @me in a filter means."),
    click.option("--deleted", type=click.Choice(list(map(str, Deleted))), help="Soft-deleted records; no by default."),
    click.option("--since", metavar="TIME", help="Only what was updated, or deleted, at this time or later."),
    click.option(
        "--since-last", is_flag=False, flag_value="default", metavar="[NAME]", help="Only what changed since the last such run."
    ),
    click.option("--ids-only", is_flag=True, help="Only the ids."),
    click.option("--relation-names", is_flag=True, help="Beside the id of a related record its unique value."),
    click.option("--anonymise", metavar="SPEC", help="Pseudonyms for people's data: the word default, or a file."),
)
_HOW = (
    click.option("--format", type=click.Choice(list(map(str, Format))), help="By default that of the file's suffix, else csv."),
    click.option("--gz", is_flag=True, help="Compress."),
    click.option("--excel", is_flag=True, help="What Excel opens best: a byte order mark and CRLF."),
    click.option("--bom", is_flag=True, help="Begin with a byte order mark."),
    click.option("--delimiter", metavar="D", help="Separator of cells; , by default."),
    click.option("--crlf", is_flag=True, help="End lines with CRLF."),
    click.option("--guard/--no-guard", default=True, help="Make text inert that a spreadsheet would run."),
    click.option("--split-rows", type=click.IntRange(1), metavar="N", help="Several files of at most so many rows."),
    click.option("--split-by", metavar="FIELD[:PERIOD]", help="A file for each value, or day, month or year."),
    click.option("--page", type=click.IntRange(1), metavar="N", help="Rows per request; by default what suits the server."),
    click.option("--resume", is_flag=True, help="Go on with the unfinished file of an export that was cut short."),
    click.option("--dry-run", is_flag=True, help="Say what would be done, write nothing."),
    click.option("--json", "as_json", is_flag=True, help="Say everything as JSON, a line for each event."),
)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed((*_WHAT, *_HOW)):
        command = option(command)
    return command


@click.command("export", cls=ManualCommand, groups=_GROUPS, epilog=_EPILOG)
@click.argument("object_name", metavar="OBJECT")
@_options
@server_options
def command(object_name: str, **options: Any) -> None:
    """Write the records of OBJECT to a file.

    The file appears under its name only when it is whole, and is its owner's alone.
    """
    with session_of("export", options, _INTERRUPTED) as client:
        settings = ExportOptions(**{name: options[name] for name in ExportOptions.__slots__})
        settings.check()
        plan = plan_export(client, object_name, settings)
        say = _Speaker(as_json=options["as_json"], aside=plan.output is None and not options["dry_run"])
        if options["dry_run"]:
            _describe(client, plan, say)
            return
        if options["save_view"]:
            click.echo(f"view kept in {save_view(_view_of(plan, options))}", err=True)
        _export(client, plan, say, quiet=options["quiet"])


class _Speaker:
    """Says events: as lines for people, or each as a line of JSON."""

    def __init__(self, *, as_json: bool, aside: bool) -> None:
        self.as_json = as_json
        self._aside = aside

    def lines(self, lines: Iterable[str]) -> None:
        """Say lines for people."""
        if not self.as_json:
            click.echo("\n".join(lines), err=self._aside)

    def event(self, name: str, facts: Mapping[str, Any]) -> None:
        """Say an event for programs."""
        if self.as_json:
            click.echo(orjson.dumps({"event": name, **facts}).decode(), err=self._aside)


def _describe(client: Client, plan: ExportPlan, say: _Speaker) -> None:
    """Say what an export would do."""
    if plan.output is not None:
        check_folder(plan.output)
    found = client.execute(count(plan.obj), {"filter": plan.reading.condition})
    expected = estimate(plan, found[plan.obj.name_plural]["totalCount"])
    say.lines(plan_lines(plan, expected))
    say.event("plan", plan_event(plan, expected))


def _export(client: Client, plan: ExportPlan, say: _Speaker, *, quiet: bool) -> None:
    progress = choose_progress(None, quiet=quiet or say.as_json)
    client.notice = progress.notice
    client.waits = lambda seconds, reason: say.event("wait", {"seconds": seconds, "reason": reason})
    for note in plan.notes:
        progress.notice(note)
    say.event("plan", plan_facts(plan))
    try:
        result = ExportRun(client, plan, progress, say.event).run()
    finally:
        progress.close()
    say.lines(summary_lines(result))
    say.event("summary", summary_event(plan, result))


def _view_of(plan: ExportPlan, options: Mapping[str, Any]) -> View:
    view_file(options["save_view"])
    keys = [path_of(key) for key in plan.reading.order]
    sort = tuple(f"{'.'.join(path)}:{direction}" for path, direction in keys if path != ("id",))
    columns = tuple(column.path for column in plan.layout.columns if column.reference is None and column.path != "deletedAt")
    condition = orjson.loads(options["condition"]) if options["condition"] else None
    return View(options["save_view"], plan.obj.name_singular, columns, condition, sort)
