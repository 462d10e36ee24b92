"""The command `ferry status`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.commands.known_runs import refuse_undo, source_of
from loaders.errors import UsageError
from loaders.imports.unprocessed import abandon, write_unprocessed
from loaders.runs.folder import all_runs, find_run, is_locked, locked
from loaders.runs.journal import Journal
from loaders.runs.outcomes import Outcome
from loaders.runs.states import LoadRecord, RunState
from loaders.runs.undone import Undone
from loaders.session import ending

_EXAMPLES = (
    "ferry status                    all runs",
    "ferry status last               one run: how far it is, and what is left",
    "ferry status last --abandon     count the rows that were not reached as skipped, and end the run",
)


@click.command("status", cls=ManualCommand, epilog=examples(*_EXAMPLES))
@click.argument("run", metavar="[RUN]", required=False)
@click.option("--abandon", "abandoned", is_flag=True, help="Give up what was not reached: those rows are skipped.")
@click.option("--unprocessed", type=click.Path(dir_okay=False, path_type=Path), help="Where rows not reached are written.")
@click.option("--json", "as_json", is_flag=True, help="Tell it as JSON.")
def command(run: str | None, abandoned: bool, unprocessed: Path | None, as_json: bool) -> None:
    """Show runs, how far they are, and the rows that were not reached."""
    with ending():
        folders = [find_run(run)] if run else sorted(all_runs())
        if run and abandoned:
            with locked(folders[0]):
                _abandon(folders[0])
        told = [_facts(folder) for folder in folders]
        if run and told[0]["pending"] and not abandoned and not told[0]["undoes"]:
            told[0]["unprocessed"] = [str(path) for path in _write_pending(folders[0], unprocessed)]
        click.echo(orjson.dumps(told[0] if run else told).decode() if as_json else "\n".join(_lines(told)) or "no runs yet")


def _facts(folder: Path) -> dict[str, Any]:
    journal = Journal(folder)
    loads = journal.loads()
    counts = {load.number: journal.counts(load.number) for load in loads}
    rows = sum(load.rows for load in loads)
    undoes = journal.fact("undoes")
    ends = Undone if undoes else Outcome
    outcomes = {end.value: sum(counted[end] for counted in counts.values()) for end in ends}
    facts = {
        "run": folder.name,
        "state": _state(journal, folder),
        "undoes": undoes,
        "server": journal.fact("server"),
        "files": [{"object": load.object_name, "path": load.path, "rows": load.rows} for load in loads],
        "rows": rows,
        **outcomes,
        "pending": rows - sum(outcomes.values()),
    }
    journal.close()
    return facts


def _state(journal: Journal, folder: Path) -> str:
    if journal.state is RunState.RUNNING and not is_locked(folder):
        return RunState.INTERRUPTED
    return journal.state


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for run in told:
        files = ", ".join(f"{file['object']} <- {file['path']}" for file in run["files"])
        counts = ", ".join(f"{run[end.value]:,} {end}" for end in (Undone if run["undoes"] else Outcome) if run[end.value])
        done = f"{run['rows']:,} rows: {counts or 'none done'}; {run['pending']:,} pending"
        yield f"{run['run']}  {run['state']}  {done}  ({'undo of ' + run['undoes'] if run['undoes'] else files})"
        if run["undoes"] and run["pending"]:
            yield f"  go on with: ferry undo {run['undoes']}"
        for path in run.get("unprocessed", ()):
            yield f"  rows not reached are in {path}; go on with: ferry resume {run['run']}"


def _abandon(folder: Path) -> None:
    journal = Journal(folder)
    refuse_undo(journal)
    if journal.open_batches():
        raise UsageError(f"rows of {folder.name} were sent and are not answered; settle them with: ferry resume {folder.name}")
    for load in journal.loads():
        abandon(journal, load, source_of(journal, load))
    journal.note(state=RunState.DONE)
    journal.close()


def _write_pending(folder: Path, named: Path | None) -> list[Path]:
    journal = Journal(folder)
    pending = [load for load in journal.loads() if _left(journal, load)]
    if named is not None and len(pending) > 1:
        raise UsageError(f"rows of {len(pending)} files are not reached; without --unprocessed each gets a file in {folder}")
    paths = [named or folder / f"{load.number}-{load.object_name}.unprocessed.csv" for load in pending]
    written = [
        write_unprocessed(journal, load, source_of(journal, load), path) for load, path in zip(pending, paths, strict=True)
    ]
    journal.close()
    return written


def _left(journal: Journal, load: LoadRecord) -> int:
    return load.rows - journal.counts(load.number).total()
