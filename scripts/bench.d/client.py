"""One keep-alive connection that posts GraphQL bodies: one send, as few reads as the answer takes, next to no cost."""

from __future__ import annotations

import socket
from select import select
from typing import Any

import orjson


class AnswerError(Exception):
    """The server answered with something other than data."""


def encode(query: str, **variables: Any) -> bytes:
    """Return the body of a request."""
    return orjson.dumps({"query": query, "variables": variables})


class Connection:
    """A connection to one server, with its key; a class because the socket lives as long as it."""

    def __init__(self, port: int, key: str) -> None:
        self._port = port
        self._socket = _connected(port)
        self._head = (
            f"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nauthorization: Bearer {key}\r\n"
            "content-type: application/json\r\naccept: application/json\r\ncontent-length: "
        ).encode()

    def post(self, body: bytes) -> bytes:
        """Send a body and return the answer's; a connection the server closed while others were measured is opened anew."""
        if self._is_closed():
            self._socket.close()
            self._socket = _connected(self._port)
        self._socket.sendall(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))
        head, _, start = self._read_head().partition(b"\r\n\r\n")
        length = _content_length(head)
        parts, received = [start], len(start)
        while received < length:
            part = self._socket.recv(min(length - received, 1 << 20))
            if not part:
                raise AnswerError("the server closed the connection")
            parts.append(part)
            received += len(part)
        answer = b"".join(parts)
        if not head.startswith(b"HTTP/1.1 200") or answer.startswith(b'{"errors"'):
            raise AnswerError(answer[:2_000].decode(errors="replace"))
        return answer

    def data(self, body: bytes) -> Any:
        """Send a body and return the data of the answer."""
        answer = orjson.loads(self.post(body))
        if "errors" in answer:
            raise AnswerError(str(answer["errors"])[:2_000])
        return answer["data"]

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def _is_closed(self) -> bool:
        # An idle connection has nothing to say: what makes it readable is its end.
        return bool(select([self._socket], [], [], 0)[0])

    def _read_head(self) -> bytes:
        received = b""
        while b"\r\n\r\n" not in received:
            part = self._socket.recv(1 << 18)
            if not part:
                raise AnswerError("the server closed the connection")
            received += part
        return received


def _connected(port: int) -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port), timeout=120)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise AnswerError("the answer has no content-length")
