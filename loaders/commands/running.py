"""One run of an import on the console: progress while it lasts, rejects and an account at its end, the exit code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from loaders.errors import ExitCode
from loaders.events import Events, choose_events
from loaders.imports.drafts import Draft
from loaders.imports.importer import ImportRun
from loaders.imports.opening import Target
from loaders.imports.options import ImportOptions
from loaders.imports.planning import LoadPlan, RunPlan
from loaders.imports.rejects import rejects_paths, write_rejects
from loaders.imports.report import counts_text, next_step, summary_text
from loaders.progress import choose_progress
from loaders.remote.client import Client
from loaders.runs.folder import locked
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome
from loaders.runs.states import BatchRecord


@dataclass(frozen=True, slots=True)
class Console:
    """How a run is shown, to people and to machines, and where its rejects go."""

    events: Events
    quiet: bool = False
    as_json: bool = False
    rejects: Path | None = None
    rehearsed: str = "run the same command without --dry-run"
    """What to do after a run that has written nothing."""

    @classmethod
    def of(cls, given: Mapping[str, Any], **more: str) -> Console:
        """Return the console that the options of a command ask for."""
        events = choose_events(json=given["as_json"], values=given["json_values"])
        return cls(events, given["quiet"], given["as_json"], given["rejects"], **more)

    def say(self, text: str) -> None:
        """Say something to people; standard output is the machine's where there are events."""
        click.echo(text, err=self.as_json)


def note_run(journal: Journal, client: Client, profile: str | None, targets: Sequence[Target], options: ImportOptions) -> None:
    """Write down what a run needs to be taken up by its id alone."""
    journal.note(
        server=client.origin,
        profile=profile,
        options=options.as_json(),
        targets=[[_from_anywhere(target.path), target.object_name, _from_anywhere(target.mapping)] for target in targets],
    )


def _from_anywhere(path: str | None) -> str | None:
    """Return a path that names the same file in whatever folder the run is taken up."""
    return path and str(Path(path).absolute())


def run_import(client: Client, plan: RunPlan, options: ImportOptions, journal: Journal, console: Console) -> ExitCode:
    """Run the import, say what it came to, also when it was cut short, and return what the process answers."""
    progress = choose_progress(plan.rows, quiet=console.quiet)
    run = ImportRun(client, plan, options, journal)

    def listen(load: LoadPlan, drafts: Sequence[Draft], batch: BatchRecord | None) -> None:
        progress.update(run.total.done, counts_text(run.total))
        if console.as_json:
            _tell_rows(console.events, load, drafts, batch)

    run.listener = listen
    client.notice, client.waits = progress.notice, console.events.wait
    for load in plan.loads:
        _tell_plan(console.events, load, client.origin, journal)
    complete = False
    with ExitStack() as stack:
        stack.callback(lambda: _tell(run, console, complete=complete))
        stack.callback(progress.close)
        if journal.folder is not None:
            stack.enter_context(locked(journal.folder))
        run.run()
        complete = True
    return ExitCode.REJECTS if run.total.outcomes[Outcome.REJECTED] or run.total.incomplete else ExitCode.DONE


def _tell(run: ImportRun, console: Console, *, complete: bool) -> None:
    if not run.tallies:
        return
    kept = {load.number: _keep_rejects(run, load, console.rejects) for load in run.plan.loads}
    step = next_step(run, [path for paths in kept.values() for path in paths], console.rehearsed, complete=complete)
    for load in run.plan.loads:
        tally, rejects = run.tallies[load.number], [str(path) for path in kept[load.number]]
        facts: dict[str, Any] = {"seconds": run.seconds, "complete": complete, "rejects": rejects, "next_step": step}
        console.events.summary(load.obj.name_singular, tally.outcomes, tally.codes, **facts)
    console.say(summary_text(run, complete=complete))
    console.say(step)


def _keep_rejects(run: ImportRun, load: LoadPlan, named: Path | None) -> list[Path]:
    """Write the rejects of a file, if it has any, and return where they are."""
    if not run.journal.has_rejects(load.number):
        return []
    if named is not None and len(run.plan.loads) > 1:
        named = named.with_stem(f"{named.stem}-{load.number}-{load.obj.name_singular}")
    path, folder = load.source.path, run.journal.folder
    if load.piped or path.parent == folder:  # standard input lies in the run's folder, and its rejects in yours
        path = Path(f"{load.obj.name_plural}.{load.source.format}")
    paths = (named,) if named is not None else rejects_paths(path, load.source.format)
    for path in paths:
        survey = load.survey
        write_rejects(path, survey.headings, survey.width, load.source.delimiter, run.journal.rejects(load.number))
    return list(paths)


def _tell_plan(events: Events, load: LoadPlan, server: str, journal: Journal) -> None:
    columns = {mapped.heading: mapped.column.path for mapped in load.mapping.columns}
    left_out = [column.heading for column in load.mapping.left_out]
    name, rows = load.obj.name_singular, load.survey.rows
    run = journal.name if journal.folder else None
    facts: dict[str, Any] = {"run": run, "columns": columns, "left_out": left_out}
    events.plan(name, str(load.source.path), rows, server, **facts)


def _tell_rows(events: Events, load: LoadPlan, drafts: Sequence[Draft], batch: BatchRecord | None) -> None:
    name, headings = load.obj.name_singular, load.survey.headings
    for draft in drafts:
        row, errors = draft.row, draft.errors
        assert draft.outcome is not None
        record_id = "" if errors else draft.record_id
        cells = dict(zip(headings, row.cells, strict=False))
        events.row(name, row.number, row.line, draft.outcome, record_id, errors=errors, cells=cells)
    if batch is not None:
        numbers = [intent.row for intent in batch.intents]
        events.batch(name, batch.number, min(numbers), max(numbers), len(numbers))
