"""API keys: made, listed and revoked from the command line, stored only as hashes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

from tests.processes import create_key, served

ASK = {"query": "{ companies { totalCount } }"}


def ferry_server(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command and return how it ended."""
    return subprocess.run([sys.executable, "-m", "server", *arguments], capture_output=True, text=True, check=False)


def error_of(address: str, key: str) -> tuple[str, str]:
    """Return message and code of what a key gets."""
    answer = httpx.post(f"{address}/graphql", json=ASK, headers={"authorization": f"Bearer {key}"}).json()
    return answer["errors"][0]["message"], answer["errors"][0]["extensions"]["code"]


def test_a_key_is_printed_alone_and_once(tmp_path: Path) -> None:
    """The new key is all of standard output; neither the file nor the list holds it."""
    database = tmp_path / "ferry.sqlite"
    made = ferry_server("keys", "create", "mine", "--database", database)
    key = made.stdout.strip()
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())

    assert (0, 1, len("ferry_") + 43 + 6) == (made.returncode, len(made.stdout.splitlines()), len(key))
    assert key.encode() not in stored
    assert key not in ferry_server("keys", "list", "--database", database).stdout


def test_a_revoked_key_is_refused_by_a_running_server(tmp_path: Path) -> None:
    """Revocation takes effect while the server runs, within the second a key is remembered."""
    database = tmp_path / "ferry.sqlite"
    key = create_key(database, "mine")
    with served(database) as address:
        headers = {"authorization": f"bearer {key}"}
        before = httpx.post(f"{address}/graphql", json=ASK, headers=headers).json()
        ferry_server("keys", "revoke", "mine", "--database", database)
        seen = {error_of(address, key) for _ in _until_refused(address, key)}

    assert {"data": {"companies": {"totalCount": 0}}} == before
    assert {("This API Key is revoked", "FORBIDDEN")} == seen


def test_an_expired_key_is_refused(tmp_path: Path) -> None:
    """A key whose day has come opens nothing."""
    database = tmp_path / "ferry.sqlite"
    key = ferry_server("keys", "create", "old", "--expires", "2020-01-31", "--database", database).stdout.strip()
    with served(database) as address:
        assert ("Token has expired.", "UNAUTHENTICATED") == error_of(address, key)


def test_a_mistyped_key_is_refused(tmp_path: Path) -> None:
    """A key with any one character changed is invalid."""
    database = tmp_path / "ferry.sqlite"
    key = create_key(database)
    mistyped = [key[:place] + ("b" if key[place] == "a" else "a") + key[place + 1 :] for place in range(0, len(key), 6)]
    with served(database) as address:
        assert {("Token invalid.", "UNAUTHENTICATED")} == {error_of(address, wrong) for wrong in mistyped}


def test_revoking_an_unknown_key_says_so(tmp_path: Path) -> None:
    """The command fails and names the way to see the keys."""
    ended = ferry_server("keys", "revoke", "nobody", "--database", tmp_path / "ferry.sqlite")

    assert (1, True) == (ended.returncode, "ferry-server keys list" in ended.stderr)


def _until_refused(address: str, key: str) -> list[None]:
    headers = {"authorization": f"Bearer {key}"}
    while "errors" not in httpx.post(f"{address}/graphql", json=ASK, headers=headers).json():
        pass
    return [None]
