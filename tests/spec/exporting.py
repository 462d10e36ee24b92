"""Exports in process: against a server that answers from a list of records, and the files they give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import orjson

from loaders.exports.exporter import ExportResult, ExportRun
from loaders.exports.formats import Format, Layout
from loaders.exports.plan import ExportPlan
from loaders.exports.reading import Reading
from loaders.exports.selecting import select_fields
from loaders.mapping.columns import Column, export_columns
from loaders.progress import Quiet
from loaders.remote.capabilities import Capabilities
from loaders.remote.client import Client
from loaders.remote.refusals import Refusal, ServerRefused
from schema.standard.company import COMPANY

COLUMNS = export_columns(COMPANY)
TWENTY = Capabilities()
FERRY = Capabilities(snapshots=True, releases=True, changes=True, requests_per_second=None, requests_per_minute=None)


class ListServer:
    """A server of companies that it lists in the order of their ids; it may hold snapshots, end them, and break off."""

    def __init__(self, records: Iterable[Mapping[str, Any]], *, later: int | None = None) -> None:
        self.records = sorted(records, key=lambda record: str(record["id"]))
        self.later = later
        """What a second count answers."""
        self.snapshot = "one"
        self.asked: list[Mapping[str, Any]] = []
        self.breaks_after: int | None = None
        self.told: list[Mapping[str, Any]] = []
        """What was said without a wish for an answer."""

    def send(self, document: str, variables: Mapping[str, Any]) -> bytes:
        """Answer one page, keyset by id."""
        if self.breaks_after is not None and len(self.asked) >= self.breaks_after:
            raise OSError("the connection broke")
        self.asked.append(variables)
        if variables.get("snapshot") not in (None, self.snapshot):
            error = {"message": "gone", "extensions": {"code": "BAD_USER_INPUT", "subCode": "SNAPSHOT_EXPIRED"}}
            return orjson.dumps({"errors": [error]})
        least = (variables["filter"] or {}).get("id", {}).get("gt", "")
        found = [record for record in self.records if str(record["id"]) > max(least, variables["after"] or "")]
        page = found[: variables["first"]]
        information = {"endCursor": str(page[-1]["id"]) if page else None, "hasNextPage": len(found) > len(page)}
        answer: dict[str, Any] = {"pageInfo": information}
        if "snapshot {" in document:
            answer["snapshot"] = {"token": self.snapshot, "consistency": "SNAPSHOT", "expiresAt": "x", "changes": "c"}
        if "totalCount" in document:
            answer["totalCount"] = len(self.records)
        return orjson.dumps({"data": {"companies": {**answer, "edges": [{"node": record} for record in page]}}})

    def read(self, body: bytes) -> Any:
        """Return the data of an answer, or raise its error."""
        answer = orjson.loads(body)
        if "errors" in answer:
            error = answer["errors"][0]
            raise ServerRefused(Refusal(error["message"], sub_code=error["extensions"]["subCode"]))
        return answer["data"]

    def execute(self, document: str, variables: Mapping[str, Any]) -> Any:
        """Answer the second count."""
        return {"companies": {"totalCount": len(self.records) if self.later is None else self.later}}

    def tell(self, document: str, variables: Mapping[str, Any]) -> None:
        """Note what is said."""
        assert "releaseSnapshot(token: $token)" in document
        self.told.append(variables)

    def stop(self) -> None:
        """Nothing waits."""


def company(number: int, **values: Any) -> dict[str, Any]:
    """Return a company with an id that sorts like its number."""
    return {"id": f"{number:08}-0000-4000-8000-000000000000", **values}


def plan_of(output: Path | None, names: Sequence[str] = ("id",), **more: Any) -> ExportPlan:
    """Return a plan for columns of companies, pages of three."""
    columns = columns_of(*names)
    reading = more.pop("reading", Reading(page=3))
    format_ = more.pop("format", Format.CSV)
    layout = more.pop("layout", None) or Layout(format_, "Companies", columns)
    fields, _ = select_fields(columns)
    return ExportPlan(COMPANY, "http://server", more.pop("capabilities", FERRY), reading, fields, layout, output, **more)


def columns_of(*names: str) -> tuple[Column, ...]:
    """Return the columns of these paths."""
    return tuple(column for name in names for column in COLUMNS if column.path == name)


def run(server: ListServer, plan: ExportPlan) -> ExportResult:
    """Carry out a plan."""
    return ExportRun(cast("Client", server), plan, Quiet(), lambda name, facts: None).run()
