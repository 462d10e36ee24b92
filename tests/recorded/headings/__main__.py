"""Prints, per product, the share of its columns that find their field: `python -m tests.recorded.headings`."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.recorded.headings.recordings import WAYS, Score, recordings, score

_NOTHING = Score(0, 0, (), ())


def table() -> Iterator[str]:
    """Yield one line a product, then what is wrong and what is missed."""
    yield f"{'product':<16} {'fields':>6} {'mapped':>7} {'wrong':>6} {'preset':>7} {'wrong':>6} {'guesses':>8} {'wrong':>6}"
    remarks: list[str] = []
    for product in dict.fromkeys(recording.product for recording in recordings()):
        rows = [recording for recording in recordings() if recording.product == product]
        scores = [sum((score(row, way) for row in rows), _NOTHING) for way in WAYS]
        cells = "".join(f" {found.share:>7.0%} {len(found.wrong):>6}" for found in scores)
        yield f"{product:<16} {scores[0].fields:>6}{cells}{'  held out' if rows[0].held_out else ''}"
        for way, found in zip(WAYS, scores, strict=True):
            remarks += [f"  {way} wrong  {line}" for line in found.wrong]
            remarks += [f"  {way} missed {line}" for line in found.missed if way != "guesses"]
    yield from remarks


if __name__ == "__main__":
    sys.stdout.write("\n".join(table()) + "\n")
