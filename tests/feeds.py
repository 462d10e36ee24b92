"""Following the change feed of an object through the API."""

from __future__ import annotations

from typing import Any

from tests.processes import Api

Change = dict[str, Any]


def page(api: Api, plural: str, since: str | None, first: int | None = None, record: str = "id") -> dict[str, Any]:
    """Return one page of changes."""
    query = (
        f"query($since: String, $first: Int) {{ {plural}Changes(since: $since, first: $first) "
        f"{{ changes {{ kind id record {{ {record} }} }} next hasMore }} }}"
    )
    found: dict[str, Any] = api.ask(query, since=since, first=first)[f"{plural}Changes"]
    return found


def now(api: Api, plural: str) -> str:
    """Return the token of the present moment."""
    found = page(api, plural, "now")
    assert ([], False) == (found["changes"], found["hasMore"])
    token: str = found["next"]
    return token


def changes(api: Api, plural: str, since: str | None, size: int | None = None, record: str = "id") -> list[Change]:
    """Return all changes after a token, read in pages."""
    listed: list[Change] = []
    while True:
        found = page(api, plural, since, size, record)
        listed += found["changes"]
        since = found["next"]
        if not found["hasMore"]:
            return listed


def kinds(api: Api, plural: str, since: str | None) -> list[tuple[str, str]]:
    """Return the kinds and ids of all changes after a token."""
    return [(change["kind"], change["id"]) for change in changes(api, plural, since)]
