"""What a restore says at its beginning and at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loaders.backups.restore import RestorePlan, RestoreResult
from loaders.backups.verification import Verdict
from loaders.runs.outcomes import Outcome


def plan_text(plan: RestorePlan, server: str) -> str:
    """Describe what is about to be put back."""
    manifest = plan.backup.manifest
    rows = sum(entry.rows for entry in plan.entries)
    objects = [f"{entry.object} {entry.rows:,}" for entry in plan.entries if entry.rows]
    return "\n".join(
        (
            f"{plan.backup.folder}: taken from {manifest.server} on {manifest.started}; every checksum is right",
            f"into {server}: {rows:,} records: {', '.join(objects)}",
            "records with these ids become what the backup says; all others stay as they are",
        )
    )


def result_text(result: RestoreResult) -> str:
    """Account for what was written and for how it compares."""
    return "\n".join(_lines(result))


def _lines(result: RestoreResult) -> Iterator[str]:
    for name, tally in result.tallies.items():
        counts = ", ".join(f"{tally.outcomes[outcome]:,} {outcome}" for outcome in Outcome if tally.outcomes[outcome])
        again = f"; {result.deleted[name]:,} deleted again" if result.deleted.get(name) else ""
        yield f"{name}: {counts}{again}"
    for verdict in result.verdicts:
        yield from _verdict_lines(verdict)
    rejected = sum(tally.outcomes[Outcome.REJECTED] + tally.incomplete for tally in result.tallies.values())
    if rejected:
        yield f"{rejected:,} records were rejected or lack a link: ferry rejects {result.name}"
    if all(verdict.is_equal for verdict in result.verdicts):
        yield "verified: the server holds what the backup holds"
    else:
        yield "verified: the server does not hold what the backup holds; `ferry diff DIR server --ids` names every difference"


def _verdict_lines(verdict: Verdict) -> Iterator[str]:
    if verdict.others:
        yield f"{verdict.object}: {verdict.others:,} records that the backup does not hold are untouched"
    if verdict.history:
        yield f"{verdict.object}: history that the server did not take: {_counted(verdict.history)}"
    if verdict.is_equal:
        return
    yield f"{verdict.object}: {verdict.missing:,} missing, {verdict.differing:,} differ{_fields(verdict.fields)}"
    for difference in verdict.named:
        yield f"  {difference.id} {', '.join(difference.values) or 'is missing'}"


def _fields(fields: Counter[str]) -> str:
    return f": {_counted(fields)}" if fields else ""


def _counted(fields: Counter[str]) -> str:
    return ", ".join(f"{path} {number:,}" for path, number in fields.most_common())
