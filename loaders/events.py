"""What a run tells machines: one JSON object a line on standard output, under names that stay."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TextIO

import orjson

from loaders.runs.outcomes import Outcome, RowError


class Events(Protocol):
    """The five events of a run, in the order of their first appearance. Every line has `event`, the name, before its members.

    `plan`     run (its id), object, file, rows, server, dryRun, columns (heading to API path), leftOut (headings)
    `batch`    object, batch, firstRow, lastRow, records: the rows of a call, acknowledged by the server
    `row`      object, row, line, outcome, recordId, codes, columns; with --json-values also reasons and cells
    `wait`     seconds, reason
    `summary`  object, rows, outcomes (by name), codes (by name), seconds, complete, rejects (files), next

    A row is told once, when its outcome is final. Cells, and the reasons that quote them, are told on request only.
    """

    def plan(
        self,
        object_name: str,
        file: str,
        rows: int,
        server: str,
        *,
        run: str | None,
        columns: Mapping[str, str],
        left_out: Sequence[str] = (),
    ) -> None:
        """Tell what is about to happen to a file; a rehearsal has no run."""

    def batch(self, object_name: str, number: int, first_row: int, last_row: int, records: int) -> None:
        """Tell that a call was acknowledged."""

    def row(
        self,
        object_name: str,
        row: int,
        line: int,
        outcome: Outcome,
        record_id: str,
        *,
        errors: Sequence[RowError] = (),
        cells: Mapping[str, str] | None = None,
    ) -> None:
        """Tell what became of a row."""

    def wait(self, seconds: float, reason: str) -> None:
        """Tell that a request begins to wait; fits `Client.waits`."""

    def summary(
        self,
        object_name: str,
        outcomes: Mapping[str, int],
        codes: Mapping[str, int],
        *,
        seconds: float,
        complete: bool,
        rejects: Sequence[str] = (),
        next_step: str = "",
    ) -> None:
        """Tell how a file ended; rows is the sum of the outcomes."""


class JsonLines:
    """Writes every event at once; several threads may tell."""

    def __init__(self, stream: TextIO, *, values: bool = False) -> None:
        self._stream = stream
        self._values = values
        self._lock = threading.Lock()

    def plan(
        self,
        object_name: str,
        file: str,
        rows: int,
        server: str,
        *,
        run: str | None,
        columns: Mapping[str, str],
        left_out: Sequence[str] = (),
    ) -> None:
        """Write `plan`."""
        members = {"run": run, "object": object_name, "file": file, "rows": rows, "server": server, "dryRun": run is None}
        self._write("plan", **members, columns=dict(columns), leftOut=list(left_out))

    def batch(self, object_name: str, number: int, first_row: int, last_row: int, records: int) -> None:
        """Write `batch`."""
        self._write("batch", object=object_name, batch=number, firstRow=first_row, lastRow=last_row, records=records)

    def row(
        self,
        object_name: str,
        row: int,
        line: int,
        outcome: Outcome,
        record_id: str,
        *,
        errors: Sequence[RowError] = (),
        cells: Mapping[str, str] | None = None,
    ) -> None:
        """Write `row`."""
        members: dict[str, Any] = {
            "object": object_name,
            "row": row,
            "line": line,
            "outcome": outcome.value,
            "recordId": record_id or None,
            "codes": [error.code for error in errors],
            "columns": [error.column for error in errors],
        }
        if self._values:
            members |= {"reasons": [error.reason for error in errors], "cells": dict(cells or {})}
        self._write("row", **members)

    def wait(self, seconds: float, reason: str) -> None:
        """Write `wait`."""
        self._write("wait", seconds=round(seconds, 3), reason=reason)

    def summary(
        self,
        object_name: str,
        outcomes: Mapping[str, int],
        codes: Mapping[str, int],
        *,
        seconds: float,
        complete: bool,
        rejects: Sequence[str] = (),
        next_step: str = "",
    ) -> None:
        """Write `summary`, with every outcome, those of no row too."""
        counts = {outcome.value: outcomes.get(outcome, 0) for outcome in Outcome}
        self._write(
            "summary",
            object=object_name,
            rows=sum(counts.values()),
            outcomes=counts,
            codes=dict(codes),
            seconds=round(seconds, 3),
            complete=complete,
            rejects=list(rejects),
            next=next_step,
        )

    def _write(self, event: str, **members: Any) -> None:
        line = orjson.dumps({"event": event, **members}).decode()
        with self._lock:
            self._stream.write(f"{line}\n")
            self._stream.flush()


class NoEvents:
    """Tells machines nothing."""

    def plan(self, *_: Any, **__: Any) -> None:
        """Tell nothing."""

    def batch(self, *_: Any, **__: Any) -> None:
        """Tell nothing."""

    def row(self, *_: Any, **__: Any) -> None:
        """Tell nothing."""

    def wait(self, *_: Any, **__: Any) -> None:
        """Tell nothing."""

    def summary(self, *_: Any, **__: Any) -> None:
        """Tell nothing."""


def choose_events(*, json: bool, values: bool) -> Events:
    """Return the events that the options of a command ask for."""
    return JsonLines(sys.stdout, values=values) if json else NoEvents()
