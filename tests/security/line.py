"""One connection to a server, and no other: what ends it ends the test."""

from __future__ import annotations

import json
import socket
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """An open connection, the headers of its requests and the server's log."""

    connection: HTTPConnection
    authorization: str
    log: Path

    def send(self, path: str, body: bytes) -> tuple[int, set[str | None]]:
        """Send a body and return the status and the error codes of its answer."""
        status, content = self._send(path, body)
        return status, error_codes(content)

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the answer to a document of the record API."""
        body = json.dumps({"query": query, "variables": variables}).encode()
        answer: dict[str, Any] = json.loads(self._send("/graphql", body)[1])
        return answer

    def send_raw(self, request: bytes) -> tuple[int, bytes]:
        """Send bytes over a connection of their own, end it there, and return status and content of what came back."""
        address = (self.connection.host, self.connection.port)
        with closing(socket.create_connection(address, timeout=10)) as raw:
            raw.sendall(request)
            raw.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: raw.recv(65_536), b""))
        head, _, content = answer.partition(b"\r\n\r\n")
        return int(head.split(b" ")[1]) if head else 0, content

    def _send(self, path: str, body: bytes) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Authorization": self.authorization}
        self.connection.request("POST", path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()


def error_codes(content: bytes) -> set[str | None]:
    """Return the codes of the errors of an answer."""
    answer: dict[str, Any] = json.loads(content)
    return {error.get("extensions", {}).get("code") for error in answer.get("errors", ())}
