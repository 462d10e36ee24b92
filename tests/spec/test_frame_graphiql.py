"""Where the files of the GraphiQL page were not fetched, the page asks a CDN for the same ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.http import graphiql


def libraries(page: str) -> list[tuple[str, str, str]]:
    """Return source, path and hash of each library a page loads."""
    return re.findall(r'(?:src|href)="(/graphiql|https://[^/"]+)/([^"]+)" integrity="([^"]+)"', page)


def test_the_cdn_serves_the_same_files_under_the_same_hashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without fetched files every library comes from the CDN, with the committed path and hash."""
    monkeypatch.setattr(graphiql, "_FETCHED", tmp_path)
    committed = [("https://unpkg.com", file.path, file.integrity) for file in graphiql.third_party_files()]

    assert committed == libraries(graphiql.graphiql_page())


def test_the_policy_names_the_cdn_only_where_it_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The content security policy allows the CDN where files are missing, and only our own server where all are there."""
    for file in graphiql.third_party_files():
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).touch()
    monkeypatch.setattr(graphiql, "_FETCHED", tmp_path)
    complete = graphiql.content_security_policy()
    (tmp_path / graphiql.third_party_files()[0].path).unlink()

    assert (False, True) == ("unpkg.com" in complete, "unpkg.com" in graphiql.content_security_policy())


def test_the_page_follows_the_application_it_is_mounted_in() -> None:
    """Mounted below a path, the page asks for its own files below that path."""
    page = graphiql.graphiql_page("/crm")

    assert 'src="/crm/graphiql/page.js?' in page
