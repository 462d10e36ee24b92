"""What a verification says: every row that differs, and what each file came to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from loaders.imports.planning import LoadPlan
from loaders.imports.proof import Difference, content_sum
from loaders.imports.verification import Finding, Verdict
from loaders.runs.outcomes import Outcome


def finding_text(plan: LoadPlan, finding: Finding, *, values: bool) -> str:
    """Return a row that differs as a line, values only where they are wanted."""
    told = "; ".join(_told(difference, values=values) for difference in finding.differences)
    since = "changed since the run: " if finding.changed else ""
    where = f"{plan.source.path.name} row {finding.row.number}, line {finding.row.line}, record {finding.record_id}"
    return f"{where}: {since}{told or 'but nothing that the file gives'}"


def finding_event(plan: LoadPlan, finding: Finding, *, values: bool) -> dict[str, Any]:
    """Return a row that differs as an event."""
    event: dict[str, Any] = {
        "event": "changed" if finding.changed else "difference",
        "object": plan.obj.name_singular,
        "row": finding.row.number,
        "line": finding.row.line,
        "recordId": finding.record_id,
        "fields": [difference.field for difference in finding.differences if difference.field],
        "reasons": [difference.why for difference in finding.differences],
    }
    if values:
        event["values"] = {d.field: {"file": d.given, "record": d.stored} for d in finding.differences if d.field}
    return event


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Yield what one file came to."""
    plan = verdict.plan
    counts = ", ".join(f"{verdict.outcomes[outcome]:,} {outcome}" for outcome in Outcome if verdict.outcomes[outcome])
    yield f"{plan.source.path.name}: {plan.survey.rows:,} rows = {counts or 'none'}"
    found = f"{verdict.found:,} records found: {verdict.equal:,} hold what the file gives"
    others = {
        "different": verdict.different,
        "changed since the run": verdict.changed,
        "written again by a later file of the run": verdict.rewritten,
        "missing": verdict.missing,
        "known to lack a link": verdict.incomplete,
        "with another updatedAt than the file's, which the server sets": verdict.redated,
    }
    yield "  " + ", ".join([found, *(f"{count:,} {name}" for name, count in others.items() if count)])
    yield from (f"  {fault}" for fault in verdict.faults)


def verdict_event(verdict: Verdict) -> dict[str, Any]:
    """Return what one file came to as an event."""
    return {
        "event": "summary",
        "object": verdict.plan.obj.name_singular,
        "file": str(verdict.plan.source.path),
        "rows": verdict.plan.survey.rows,
        "outcomes": {outcome.value: verdict.outcomes[outcome] for outcome in Outcome},
        "found": verdict.found,
        "equal": verdict.equal,
        "different": verdict.different,
        "missing": verdict.missing,
        "changed": verdict.changed,
        "rewritten": verdict.rewritten,
        "incomplete": verdict.incomplete,
        "redated": verdict.redated,
        "faults": verdict.faults,
        "content": f"{verdict.content:032x}",
    }


def closing_line(verdicts: Sequence[Verdict]) -> str:
    """Return the last line: whether the load is proved, and the hash of what it holds."""
    equal = all(verdict.is_equal for verdict in verdicts)
    changed = sum(verdict.changed for verdict in verdicts)
    others = f", but for {changed:,} that somebody has changed since" if changed else ""
    said = f"proved: every record holds what its row gives{others}" if equal else "not proved: see the rows above"
    return f"{said}; content {content_of(verdicts)}"


def content_of(verdicts: Sequence[Verdict]) -> str:
    """Return the hash of the records of all files: equal for two verifications that found the same."""
    return f"{content_sum([verdict.content for verdict in verdicts]):032x}"


def _told(difference: Difference, *, values: bool) -> str:
    said = f"{difference.field} {difference.why}".strip()
    if not values or not difference.field:
        return said
    return f"{said} (file {_json(difference.given)}, record {_json(difference.stored)})"


def _json(value: Any) -> str:
    return orjson.dumps(value, default=str).decode()
