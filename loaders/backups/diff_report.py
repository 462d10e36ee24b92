"""What a comparison says: counts by field, on request the ids, and values only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from loaders.backups.diff import Comparison, SetDifference
from loaders.backups.differences import Difference, Kind

_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.CHANGED: "~"}


def difference_text(name: str, difference: Difference, *, values: bool) -> str:
    """Return one record that differs, as a line with its fields, and with `values` a line for each of these."""
    line = f"{name} {_SIGNS[difference.kind]} {difference.id} {', '.join(difference.values)}".rstrip()
    if not values:
        return line
    changes = (f"    {path}: {_json(before)} -> {_json(after)}" for path, (before, after) in difference.values.items())
    return "\n".join((line, *changes))


def difference_event(name: str, difference: Difference, *, values: bool) -> dict[str, Any]:
    """Return one record that differs as an event."""
    event: dict[str, Any] = {
        "event": "record",
        "set": name,
        "kind": difference.kind,
        "id": difference.id,
        "fields": list(difference.values),
    }
    if values:
        event["values"] = {path: {"left": left, "right": right} for path, (left, right) in difference.values.items()}
    return event


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the summary for people."""
    for one in comparison.sets:
        if one.is_equal and not one.counts.equal:
            continue
        yield f"{one.name}: {_counts(one)}"
        if one.counts.fields:
            fields = ", ".join(f"{path} {number:,}" for path, number in one.counts.fields.most_common())
            yield f"  changed fields: {fields}"
        yield from (f"  only on the left: {name}" for name in one.only_left)
        yield from (f"  only on the right: {name}" for name in one.only_right)
    yield from (f"{name}: only on the left" for name in comparison.only_left)
    yield from (f"{name}: only on the right" for name in comparison.only_right)
    equal = sum(one.counts.equal for one in comparison.sets)
    yield f"equal: {equal:,} records" if comparison.is_equal else "the two sides differ"


def comparison_events(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Yield the summary as events."""
    for one in comparison.sets:
        yield {
            "event": "set",
            "set": one.name,
            "equal": one.counts.equal,
            **{kind.value: one.counts.kinds[kind] for kind in Kind},
            "fields": dict(one.counts.fields),
            "only_left": list(one.only_left),
            "only_right": list(one.only_right),
        }
    yield {
        "event": "summary",
        "equal": comparison.is_equal,
        "only_left": list(comparison.only_left),
        "only_right": list(comparison.only_right),
    }


def _counts(one: SetDifference) -> str:
    parts = [f"{one.counts.kinds[kind]:,} {kind}" for kind in Kind if one.counts.kinds[kind]]
    return ", ".join([*parts, f"{one.counts.equal:,} equal"])


def _json(value: Any) -> str:
    return "none" if value is None else orjson.dumps(value).decode()
