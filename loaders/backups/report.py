"""What a backup says for itself at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from loaders.backups.manifest import Manifest
from loaders.progress import duration

_STATES = {
    "SNAPSHOT": "one state of the data",
    "HIGH_WATER_MARK": "no record that was there throughout is missing; the server holds no state for longer than a page",
}


def backup_text(manifest: Manifest, seconds: float) -> str:
    """Return the summary for people."""
    return "\n".join(_lines(manifest, seconds))


def backup_events(manifest: Manifest, seconds: float) -> Iterator[dict[str, Any]]:
    """Yield the summary as events."""
    for entry in manifest.objects:
        yield {"event": "object", **asdict(entry), "fields": list(entry.fields)}
    for omission in manifest.left_out:
        yield {"event": "left_out", **asdict(omission)}
    yield {
        "event": "summary",
        "objects": len(manifest.objects),
        "rows": sum(entry.rows for entry in manifest.objects),
        "bytes": sum(entry.bytes for entry in manifest.objects),
        "seconds": round(seconds, 3),
        "consistency": manifest.consistency,
        "missing_parents": dict(manifest.missing_parents),
    }


def _lines(manifest: Manifest, seconds: float) -> Iterator[str]:
    for entry in manifest.objects:
        if entry.rows:
            deleted = f", {entry.deleted_rows:,} of them deleted" if entry.deleted_rows else ""
            yield f"{entry.object}: {entry.rows:,} records{deleted}, {entry.bytes:,} bytes"
    rows, size = (sum(getattr(entry, name) for entry in manifest.objects) for name in ("rows", "bytes"))
    yield f"{rows:,} records of {len(manifest.objects)} objects, {size:,} bytes in {duration(seconds)}"
    yield f"{manifest.consistency}: {_STATES[manifest.consistency]}"
    for relation, number in manifest.missing_parents.items():
        yield f"{relation}: {number:,} records name one that the backup does not hold"
    fields = sum(bool(omission.field) for omission in manifest.left_out)
    yield from (f"not taken: {omission}" for omission in manifest.left_out if not omission.field)
    yield f"{fields} fields are left out; manifest.json lists them with the reasons"
