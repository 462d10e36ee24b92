"""A way to a server on which requests and answers get lost, and which sometimes says: later."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LIMIT = (
    b'{"data":{"createPeople":null},"errors":[{"message":"Limit reached (100 tokens per 300 ms)",'
    b'"extensions":{"code":"BAD_USER_INPUT","subCode":"LIMIT_REACHED"}}]}'
)


class FlakyProxy(ThreadingHTTPServer):
    """Passes requests on, but gives each mutation the next fault of the list while there is one.

    Faults: `lost answer` (carried out, then cut), `cut` (never carried out), `limit` (Twenty's refusal), or an HTTP status.
    """

    daemon_threads = True

    def __init__(self, target: str, faults: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.faults = faults
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """Where the proxy listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def next_fault(self, body: bytes) -> str | None:
        """Return what happens to this request."""
        with self.lock:
            return self.faults.pop(0) if b"mutation" in body and self.faults else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FlakyProxy

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        fault = self.server.next_fault(body)
        if fault == "cut":
            self.close_connection = True
        elif fault == "limit":
            self._answer(200, LIMIT)
        elif fault is not None and fault.isdigit():
            self._answer(int(fault), b"busy", ("retry-after", "0"))
        else:
            answer = self._forward(body)
            if fault == "lost answer":
                self.close_connection = True
            else:
                self._answer(200, answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def _forward(self, body: bytes) -> bytes:
        headers = {name: self.headers[name] for name in ("authorization", "content-type")}
        request = urllib.request.Request(self.server.target + self.path, body, headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            answer: bytes = response.read()
        return answer

    def _answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("content-length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def flaky(target: str, *faults: str) -> Iterator[FlakyProxy]:
    """Run a proxy before `target`."""
    proxy = FlakyProxy(target, list(faults))
    thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
    thread.start()
    yield proxy
    proxy.shutdown()
    thread.join()
    proxy.server_close()
