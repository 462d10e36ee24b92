"""What a run says at its beginning and at its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from loaders.files.rows import Survey
from loaders.imports.importer import ImportPlan, ImportRun
from loaders.mapping.mapping import MappedColumn
from loaders.progress import duration
from loaders.runs.outcomes import Outcome, Tally

_WARNINGS = {
    "SHORT_ROW": "rows have fewer cells than the heading line; the missing cells count as empty",
    "URL_SPELLING": "rows match a record whose address is stored in another spelling; the stored spelling stays",
}


def plan_text(path: Path, plan: ImportPlan, server: str) -> str:
    """Describe what is about to be imported."""
    columns = plan.mapping.columns
    width = max(len(mapped.heading) for mapped in columns)
    lines = [f"{path}: {plan.survey.rows:,} rows -> {plan.obj.label_plural} at {server}"]
    lines += [f"  {mapped.heading:<{width}}  ->  {_destination(mapped)}" for mapped in columns]
    lines += [f"  not imported: {column}" for column in plan.mapping.left_out]
    return "\n".join(lines)


def summary_text(run: ImportRun, *, complete: bool) -> str:
    """Account for every row."""
    tally, survey = run.tally, run.plan.survey
    counts = ", ".join(f"{tally.outcomes[outcome]:,} {outcome}" for outcome in Outcome)
    rate = tally.done / max(run.seconds, 0.001)
    head = "dry run, nothing written: " if run.options.dry_run else ""
    rows = f"{survey.rows:,} rows" if complete else f"cut short after {tally.done:,} of {survey.rows:,} rows"
    lines = [f"{head}{rows} in {duration(run.seconds)} ({rate:,.0f} rows/s) = {counts}"]
    if survey.blank_rows:
        lines.append(f"  {survey.blank_rows:,} blank rows were passed over")
    lines += [f"  {code}: {count:,}" for code, count in tally.codes.most_common()]
    lines += _warning_lines(tally, survey)
    return "\n".join(lines)


def next_step(run: ImportRun, *, complete: bool) -> str:
    """Say what to do now."""
    if not complete:
        return "next: run the same command again; rows that are in stay in, and none doubles"
    rejected = run.tally.outcomes[Outcome.REJECTED]
    if run.options.dry_run:
        kept = f"; the rejected rows, with reasons, are in {run.rejects.path}" if rejected else ""
        return f"next: run the same command without --dry-run{kept}"
    if rejected:
        return f"next: correct {run.rejects.path} and import that file; it holds only the rejected rows"
    return "next: nothing, every row is in"


def _destination(mapped: MappedColumn) -> str:
    column = mapped.column
    if column.reference is not None:
        return f"{column.field} (found by {column.reference.field})"
    return f"{column.path} (in millionths)" if column.micros else column.path


def _warning_lines(tally: Tally, survey: Survey) -> Iterator[str]:
    for code, count in {**tally.warnings, "SHORT_ROW": survey.short_rows}.items():
        if count:
            yield f"  warning {code}: {count:,} {_WARNINGS[code]}"
