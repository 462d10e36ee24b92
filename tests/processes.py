"""A running server as a process of its own, with a key to it: what tests over HTTP start from."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

_ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 60.0


class ServerEndedError(Exception):
    """The server process ended, or never answered; the message is its log."""


@dataclass(frozen=True, slots=True)
class Api:
    """A connection to the record API that sends one document and returns what came back."""

    post: Callable[[Mapping[str, Any]], httpx.Response]

    def send(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer to a document: data, errors or both."""
        answer: dict[str, Any] = self.post({"query": query, "variables": variables}).json()
        return answer

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a document that must succeed."""
        answer = self.send(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data


@contextmanager
def running_server(database: Path, *options: str) -> Iterator[Api]:
    """Serve a database from a process of its own, with a key to it, until the block ends."""
    headers = {"Authorization": f"Bearer {create_key(database)}"}
    with served(database, *options) as address, httpx.Client(base_url=address, headers=headers, timeout=30) as client:
        yield Api(lambda body: client.post("/graphql", json=body))


@contextmanager
def served(database: Path, *options: str) -> Iterator[str]:
    """Serve a database from a process of its own and yield its address until the block ends."""
    port = _free_port()
    log = database.with_suffix(".log")
    command = [sys.executable, "-m", "server", "serve", "--database", str(database), "--port", str(port), *options]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=_ROOT, stdout=output, stderr=output)
    try:
        _wait_until_ready(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def create_key(database: Path, name: str = "test") -> str:
    """Create an API key and return it; the database is made when it is missing."""
    command = [sys.executable, "-m", "server", "keys", "create", name, "--database", str(database)]
    ended = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if ended.returncode or not ended.stdout.strip():
        raise ServerEndedError(ended.stdout + ended.stderr)
    return ended.stdout.split()[-1]


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerEndedError(log.read_text())
        time.sleep(0.01)


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).is_success
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
