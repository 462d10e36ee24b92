"""The imports that are disturbed: what they load, with which options, before which server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.durability.crash_files import LATE, Writer, knotted_files, mixed_files, orphan_files, record_id, waiting_files
from tests.durability.disturber import Turn
from tests.io.custom_server import CustomServer
from tests.io.running_server import RunningServer


@dataclass(frozen=True, slots=True)
class Story:
    """One import: its files, its options, and which objects it writes."""

    name: str
    write: Writer
    objects: tuple[str, ...]
    options: tuple[str, ...] = ()
    serve: Callable[[Path], RunningServer] = RunningServer
    turn: Turn | None = None


def bring_late_companies(server: RunningServer) -> None:
    """Make the companies that people wait for, by the API; a second time changes nothing."""
    late = [
        {"id": record_id("late", number), "name": "", "domainName": {"primaryLinkUrl": f"https://late{number}.example"}}
        for number in range(LATE)
    ]
    server.ask(
        "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data, upsert: true) { id } }",
        data=[{**record, "name": f"Late {number}"} for number, record in enumerate(late)],
    )


MIXED = Story("mixed rows", mixed_files, ("company", "person"))
ORPHANS = Story(
    "parents made, rows merged",
    orphan_files,
    ("company", "person"),
    ("--missing-relations", "create", "--on-duplicate", "merge"),
)
WAITING = Story(
    "rows that wait, last rows count",
    waiting_files,
    ("company", "person"),
    ("--missing-relations", "defer", "--on-duplicate", "last", "--key", "id"),
    turn=Turn(5, bring_late_companies),
)
KNOTTED = Story("links to one's own kind and in a cycle", knotted_files, ("company", "rocket"), serve=CustomServer)
SMALL = (ORPHANS, WAITING, KNOTTED)
