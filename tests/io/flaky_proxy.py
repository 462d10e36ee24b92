"""A way to a server on which requests and answers get lost, and which sometimes says: later."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIMIT = (
    b'{"data":{"createPeople":null},"errors":[{"message":"Limit reached (100 tokens per 300 ms)",'
    b'"extensions":{"code":"BAD_USER_INPUT","subCode":"LIMIT_REACHED"}}]}'
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back to the client."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class FlakyProxy(ThreadingHTTPServer):
    """Passes requests on, but gives each mutation the next fault of the list while there is one.

    Faults: `lost answer` (carried out, then cut), `cut` (never carried out), `limit` (Twenty's refusal), an HTTP status,
    `delay 0.3` (carried out so many seconds later), `pass` (none).
    """

    daemon_threads = True
    passed_on: tuple[str, ...] = ("authorization", "content-type", "accept", "idempotency-key", "x-ferry-purpose")
    passed_back: tuple[str, ...] = ("content-type", "date", "retry-after", "ratelimit", "ratelimit-policy")

    def __init__(self, target: str, faults: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.faults = faults
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where the proxy listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_fault(self, body: bytes) -> str:
        """Return what happens to this request."""
        with self.lock:
            return self.faults.pop(0) if b'"query":"mutation' in body and self.faults else "pass"

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return what the client gets."""
        return self.forward(path, body, headers)

    def forward(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return the server's answer to a request."""
        sent = {name: headers[name] for name in self.passed_on if name in headers}
        request = urllib.request.Request(self.target + path, body, sent)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Reply(response.status, response.read(), self._returned(response.headers))
        except urllib.error.HTTPError as error:
            return Reply(error.code, error.read(), self._returned(error.headers))

    def _returned(self, headers: Message) -> Mapping[str, str]:
        return {name: headers[name] for name in self.passed_back if name in headers}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FlakyProxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        fault, _, seconds = self.server.next_fault(body).partition(" ")
        if fault == "delay":
            time.sleep(float(seconds))
        if fault == "cut":
            self.close_connection = True
        elif fault == "limit":
            self._answer(Reply(200, LIMIT))
        elif fault.isdigit():
            self._answer(Reply(int(fault), b"busy", {"retry-after": "0"}))
        else:
            reply = self.server.reply(self.path, body, headers)
            if fault == "lost":
                self.close_connection = True
            else:
                self._answer(reply)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in {**reply.headers, "content-length": str(len(reply.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)


@contextmanager
def flaky(target: str, *faults: str) -> Iterator[FlakyProxy]:
    """Run a proxy before `target`."""
    with serving(FlakyProxy(target, list(faults))) as proxy:
        assert isinstance(proxy, FlakyProxy)
        yield proxy


@contextmanager
def serving(proxy: ThreadingHTTPServer) -> Iterator[ThreadingHTTPServer]:
    """Serve from a thread until the block ends."""
    thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
