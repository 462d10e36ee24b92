"""`members.json`: the workspace members of a backup; no record API makes members, so they are put back by other means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from loaders.backups.data_file import DATA, read_records

MEMBERS = "members.json"
MEMBER = "workspaceMember"
"""The object whose records stand for users."""
_SERVER_WRITTEN = frozenset(("updatedAt", "createdBy"))


def write_members(folder: Path) -> bytes:
    """Return the members of a backup's folder as `ferry-server members import` takes them."""
    members = [_member(record) for record in read_records(folder / DATA / f"{MEMBER}.jsonl.gz")]
    return orjson.dumps(members, option=orjson.OPT_INDENT_2) + b"\n"


def missing_members(stored: Iterable[Mapping[str, Any]], known: Iterable[str]) -> list[str]:
    """Return how the members are called whose ids are not known."""
    ids = set(known)
    return [record.get("userEmail") or record["id"] for record in stored if record["id"] not in ids]


def _member(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in _SERVER_WRITTEN and value is not None}
