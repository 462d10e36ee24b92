"""The command `ferry verify`."""

from __future__ import annotations

import sys
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.commands.import_targets import kept_targets
from loaders.commands.known_runs import at_its_server, known_run, refuse_undo
from loaders.commands.options import server_options
from loaders.errors import ExitCode, UsageError
from loaders.imports.options import ImportOptions
from loaders.imports.planning import LoadPlan, plan_run
from loaders.imports.verification import Finding, Verdict, verify_run
from loaders.imports.verification_report import (
    closing_line,
    content_of,
    finding_event,
    finding_text,
    verdict_event,
    verdict_lines,
)
from loaders.progress import choose_progress
from loaders.remote.client import Client
from loaders.runs.journal import Journal
from loaders.runs.states import RunState
from loaders.session import session_of

_EXAMPLES = (
    "ferry verify last                       the run that began last",
    "ferry verify last --json | jq           one event a line",
)
_CODES = (ExitCode.DONE, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE, ExitCode.DIFFERENT)


@click.command("verify", cls=ManualCommand, epilog=examples(*_EXAMPLES, codes=_CODES))
@click.argument("run", metavar="RUN")
@server_options
@click.option("--values", is_flag=True, help="Show the values that differ, too; they may be confidential.")
@click.option("--json", "as_json", is_flag=True, help="Tell events as lines of JSON.")
def command(run: str, **given: Any) -> None:
    """Prove an import by counts and content: read its files again and compare every record with its row.

    Nothing is written. Each row that differs is told with its line and fields. Records that somebody has changed since are
    listed apart and are no differences. The content hash of two verifications is equal when they found the same.
    """
    with known_run(run) as journal, session_of("import", at_its_server(journal, given)) as client:
        _check(journal)
        verdicts = _verify(client, journal, given)
        if given["as_json"]:
            equal = all(verdict.is_equal for verdict in verdicts)
            _tell_event({"event": "verdict", "run": journal.name, "equal": equal, "content": content_of(verdicts)})
        else:
            click.echo(closing_line(verdicts))
    sys.exit(ExitCode.DONE if all(verdict.is_equal for verdict in verdicts) else ExitCode.DIFFERENT)


def _check(journal: Journal) -> None:
    refuse_undo(journal)
    if journal.state is RunState.UNDONE:
        raise UsageError(f"the run {journal.name} was taken back; there is nothing to prove")
    if journal.state is not RunState.DONE:
        raise UsageError(f"the run {journal.name} is not finished; finish it with: ferry resume {journal.name}")


def _verify(client: Client, journal: Journal, given: dict[str, Any]) -> list[Verdict]:
    options = ImportOptions.from_json(journal.fact("options", {}))
    plan = plan_run(client, kept_targets(journal.fact("targets", ())), options)
    progress = choose_progress(plan.rows, quiet=given["quiet"] or given["as_json"])
    client.notice = progress.notice

    def tell(load: LoadPlan, finding: Finding) -> None:
        if given["as_json"]:
            _tell_event(finding_event(load, finding, values=given["values"]))
        else:
            click.echo(finding_text(load, finding, values=given["values"]))

    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        progress.update(done)

    verdicts = []
    try:
        for verdict in verify_run(client, plan, options, journal, tell, advance):
            verdicts.append(verdict)
            for line in () if given["as_json"] else verdict_lines(verdict):
                click.echo(line)
            if given["as_json"]:
                _tell_event(verdict_event(verdict))
    finally:
        progress.close()
    return verdicts


def _tell_event(event: dict[str, Any]) -> None:
    click.echo(orjson.dumps(event).decode())
