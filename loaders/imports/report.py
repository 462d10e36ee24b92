"""What a run says at its beginning and at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from loaders.colours import styled
from loaders.imports.importer import ImportRun
from loaders.imports.planning import LoadPlan, RunPlan
from loaders.mapping.mapping import MappedColumn
from loaders.progress import duration
from loaders.remote.capabilities import Capabilities
from loaders.runs.outcomes import Outcome, Tally

_WARNINGS = {
    "SHORT_ROW": "rows have fewer cells than the heading line; the missing cells count as empty",
    "URL_SPELLING": "rows match a record whose address is stored in another spelling; the stored spelling stays",
    "REL_LEFT_OUT": "rows are loaded without a link, because the related record does not exist",
}


def plan_text(plan: RunPlan, server: str) -> str:
    """Describe what is about to be imported."""
    lines = [line for load in plan.loads for line in _load_lines(load, server)]
    for obj, relation in plan.order.cut:
        lines.append(f"{obj.label_plural} and their {relation.label} name each other: the link is set when all rows are in")
    lines += _duration_lines(plan.capabilities, plan.rows)
    return "\n".join(lines)


def summary_text(run: ImportRun, *, complete: bool) -> str:
    """Account for every row, file by file where there are several."""
    lines: list[str] = []
    if len(run.plan.loads) > 1:
        for load in run.plan.loads:
            tally = run.tallies[load.number]
            lines += [
                f"{load.obj.label_plural}: {load.survey.rows:,} rows = {counts_text(tally, styled)}",
                *_detail_lines(tally, load),
            ]
    total = run.total
    rate = total.done / max(run.seconds, 0.001)
    head = "dry run, nothing written: " if run.options.dry_run else ""
    rows = f"{run.plan.rows:,} rows" if complete else f"cut short after {total.done:,} of {run.plan.rows:,} rows"
    lines.append(f"{head}{rows} in {duration(run.seconds)} ({rate:,.0f} rows/s) = {counts_text(total, styled)}")
    if len(run.plan.loads) == 1:
        lines += _detail_lines(total, run.plan.loads[0])
    if total.parents:
        lines.append(f"  {total.parents:,} related records were made or restored because rows name them")
    return "\n".join(lines)


def next_step(run: ImportRun, rejects: Sequence[Path], rehearsed: str, *, complete: bool) -> str:
    """Say what to do now; `rehearsed` is what follows a run that has written nothing."""
    name = run.journal.name
    if not complete:
        return f"next: ferry resume {name}" if run.journal.folder else "next: run the same command again"
    kept = " and ".join(map(str, rejects))
    if run.options.dry_run:
        return f"next: {rehearsed}{f'; rejected rows, with reasons, are in {kept}' if kept else ''}"
    if kept:
        return f"next: correct {kept} and import that file; it holds only the rejected rows (run {name})"
    return f"next: nothing, every row is in; ferry verify {name} proves it, ferry undo {name} takes it back"


def counts_text(tally: Tally, paint: Callable[[str, Outcome], str] = lambda text, _: text) -> str:
    """Return the outcomes with their numbers of rows, those that have any in their colour where a painter is given."""
    counts = {outcome: f"{tally.outcomes[outcome]:,} {outcome}" for outcome in Outcome}
    text = ", ".join(paint(said, outcome) if tally.outcomes[outcome] else said for outcome, said in counts.items())
    return f"{text} ({tally.incomplete:,} incomplete)" if tally.incomplete else text


def _load_lines(load: LoadPlan, server: str) -> Iterator[str]:
    columns = load.mapping.columns
    width = max(len(mapped.heading) for mapped in columns)
    name = "standard input" if load.piped else load.source.path
    yield f"{name}: {load.survey.rows:,} rows -> {load.obj.label_plural} at {server}"
    guesses = load.mapping.guesses
    for mapped in columns:
        doubt = f"   (a guess: {mapped.guess.rule}, {mapped.guess.score:.2f})" if mapped in guesses else ""
        yield f"  {mapped.heading:<{width}}  ->  {_destination(mapped)}{doubt}"
    yield from (f"  constant  ->  {constant.column.path} = {constant.cell}" for constant in load.mapping.constants)
    yield from (f"  not imported: {column}" for column in load.mapping.left_out)
    yield from (f'  note: "{heading}" {note}' for heading, note in load.mapping.notes.items())
    yield from (f"  note: {note}" for note in load.notes)


def _duration_lines(capabilities: Capabilities, rows: int) -> Iterator[str]:
    limit = capabilities.requests_per_minute
    if limit:
        calls = -(-rows // capabilities.records_per_call)
        yield f"the server takes {limit} requests a minute: writing takes {duration((calls - 1) // limit * 60)} at least"


def _destination(mapped: MappedColumn) -> str:
    column = mapped.column
    if column.reference is not None:
        return f"{column.field} (found by {column.reference.field})"
    return f"{column.path}{' (in millionths)' if column.micros else ''}"


def _detail_lines(tally: Tally, load: LoadPlan) -> Iterator[str]:
    if load.survey.blank_rows:
        yield f"  {load.survey.blank_rows:,} blank rows were passed over"
    yield from (f"  {code}: {count:,}" for code, count in tally.codes.most_common())
    for code, count in {**tally.warnings, "SHORT_ROW": load.survey.short_rows}.items():
        if count:
            yield (
                f"  warning {code}: {count:,} {_WARNINGS[code]}" if code in _WARNINGS else f"  lost in {count:,} cells: {code}"
            )
