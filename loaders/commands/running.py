"""One run of an import on the console: progress while it lasts, rejects and an account at its end, the exit code."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from loaders.errors import ExitCode
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


@dataclass(frozen=True, slots=True)
class Console:
    """How a run is shown, and where its rejects go."""

    quiet: bool = False
    rejects: Path | None = None


def note_run(journal: Journal, client: Client, targets: Sequence[Target], options: ImportOptions) -> None:
    """Write down what a run needs to be taken up by its id alone."""
    journal.note(
        server=client.origin,
        options=options.as_json(),
        targets=[[target.path, target.object_name, target.mapping] for target in targets],
    )


def run_import(client: Client, plan: RunPlan, options: ImportOptions, journal: Journal, console: Console) -> ExitCode:
    """Run the import, say what it came to, also when it was cut short, and return what the process answers."""
    progress = choose_progress(plan.rows, quiet=console.quiet)
    run = ImportRun(client, plan, options, journal)

    def listen(_load: LoadPlan, _drafts: Sequence[Draft]) -> None:
        progress.update(run.total.done, counts_text(run.total))

    run.listener = listen
    client.notice = progress.notice
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
    written = [path for load in run.plan.loads for path in keep_rejects(run.journal, load, console.rejects)]
    click.echo(summary_text(run, complete=complete))
    click.echo(next_step(run, written, complete=complete))


def keep_rejects(journal: Journal, load: LoadPlan, named: Path | None) -> list[Path]:
    """Write the rejects of a file, if it has any, and return where they are."""
    if not journal.has_rejects(load.number):
        return []
    paths = (named,) if named is not None else rejects_paths(load.source.path, load.source.format)
    for path in paths:
        survey = load.survey
        write_rejects(path, survey.headings, survey.width, load.source.delimiter, journal.rejects(load.number))
    return list(paths)
