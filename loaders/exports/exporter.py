"""The story of one export: choose columns, records and order, write page by page, compare with the server's count."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from loaders.errors import Incomplete, UsageError
from loaders.exports.cells import heading_line, line_writer
from loaders.exports.ordering import choose_columns, parse_sort
from loaders.files.csv_target import CsvTarget
from loaders.mapping.columns import Column, export_columns
from loaders.progress import Progress, duration
from loaders.remote.capabilities import fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.documents import count
from loaders.remote.model import fetch_model
from loaders.remote.pages import Page, Request, read_pages


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the command line decides."""

    condition: str | None = None
    sort: str | None = None
    columns: str | None = None
    limit: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What is read and how it is written."""

    request: Request
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What an export came to."""

    rows: int
    size: int
    sha256: str
    seconds: float
    remark: str = ""

    def __str__(self) -> str:
        rate = self.rows / max(self.seconds, 0.001)
        text = f"{self.rows:,} rows, {self.size:,} bytes in {duration(self.seconds)} ({rate:,.0f} rows/s)\nsha256 {self.sha256}"
        return f"{text}\n{self.remark}" if self.remark else text


def plan_export(client: Client, object_name: str, options: ExportOptions) -> ExportPlan:
    """Ask for the server's model and check every option against it."""
    condition = parse_filter(options.condition)
    model = fetch_model(client)
    obj = model.find(object_name)
    every = export_columns(obj)
    columns = choose_columns(options.columns, every)
    page = options.page or fetch_capabilities(client).page
    request = Request(obj, _fields(columns), condition, parse_sort(options.sort, every), page, options.limit)
    return ExportPlan(request, columns)


def parse_filter(text: str | None) -> dict[str, Any] | None:
    """Return the filter, which must be a JSON object of the API's filter type."""
    if text is None:
        return None
    try:
        condition = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise UsageError(f"--filter is not JSON: {error}; write it like {_EXAMPLE}") from None
    if not isinstance(condition, dict):
        raise UsageError(f"--filter must be a JSON object like {_EXAMPLE}")
    return condition


def run_export(client: Client, plan: ExportPlan, target: CsvTarget, progress: Progress) -> ExportResult:
    """Write every record of the plan to the target."""
    started = time.monotonic()
    rows, total = _write_pages(client, plan, target, progress)
    remark = _compare(client, plan, rows, total)
    target.finish()
    return ExportResult(rows, target.size, target.sha256, time.monotonic() - started, remark)


_EXAMPLE = """'{"name": {"firstName": {"eq": "Ann"}}}'"""


def _write_pages(client: Client, plan: ExportPlan, target: CsvTarget, progress: Progress) -> tuple[int, int | None]:
    rows, total = 0, None
    line = line_writer(plan.columns)
    target.write(heading_line(plan.columns))
    for page in read_pages(client, plan.request):
        total = page.total if total is None else total
        rows += _write_page(page, line, target)
        progress.update(rows, f"of {total:,}" if total is not None else "")
    return rows, total


def _write_page(page: Page, line: Any, target: CsvTarget) -> int:
    target.write("".join([line(edge["node"]) for edge in page.edges]))
    return len(page.edges)


def _compare(client: Client, plan: ExportPlan, rows: int, total: int | None) -> str:
    """Return a remark where records came or went meanwhile; refuse a difference nothing explains."""
    request = plan.request
    wanted = total if total is None or request.limit is None else min(total, request.limit)
    if wanted is None or rows == wanted:
        return ""
    later = client.execute(count(request.obj), {"filter": request.condition})[request.obj.name_plural]["totalCount"]
    if total != later and request.limit is None:
        return f"records changed during the export: the server counted {total:,} at the beginning and {later:,} at the end"
    raise Incomplete(f"{rows:,} rows were read, but the server counts {wanted:,}; the file is kept as .part, export again")


def _fields(columns: Sequence[Column]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for column in columns:
        parts = fields.setdefault(column.field, [])
        if column.sub_field is not None:
            parts.append(column.sub_field)
    return fields
