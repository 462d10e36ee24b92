"""Requests that are none are refused with a 4xx: bodies, media types and bytes on the wire."""

from __future__ import annotations

from typing import Final

import pytest

from tests.security.line import Line


def body(**parts: str) -> bytes:
    """Return a body whose parts are JSON texts."""
    return ("{" + ", ".join(f'"{name}": {text}' for name, text in parts.items()) + "}").encode()


def nested(depth: int, start: str = "[", end: str = "]") -> str:
    """Return a JSON text nested this deep."""
    return start * depth + "1" + end * depth


TYPENAME: Final = '"{__typename}"'
NO_REQUESTS: Final = {
    "nothing": b"",
    "blanks": b" \r\n\t ",
    "null": b"null",
    "true": b"true",
    "a number": b"5",
    "a text": b'"{__typename}"',
    "a list": b"[]",
    "a batch": b'[{"query": "{__typename}"}]',
    "an open object": b"{",
    "an open text": b'{"query": "{__typename}',
    "two bodies": body(query=TYPENAME) * 2,
    "a comma at the end": b'{"query": "{__typename}",}',
    "single quotes": b"{'query': '{__typename}'}",
    "a bare document": b"{__typename}",
    "a comment": b'/* */ {"query": "{__typename}"}',
    "a byte order mark": b"\xef\xbb\xbf" + body(query=TYPENAME),
    "UTF-16": body(query=TYPENAME).decode().encode("utf-16"),
    "invalid UTF-8": b'{"query": "{__typename}\xff"}',
    "overlong UTF-8": b'{"query": "{__typename}\xc0\xaf"}',
    "a surrogate in UTF-8": b'{"query": "{__typename}\xed\xa0\x80"}',
    "an escaped surrogate": b'{"query": "{__typename}\\ud800"}',
    "a NUL byte": b'{"query": "{__typename}\x00"}',
    "a NaN": body(query=TYPENAME, variables='{"a": NaN}'),
    "an Infinity": body(query=TYPENAME, variables='{"a": -Infinity}'),
    "a leading zero": body(query=TYPENAME, variables='{"a": 01}'),
    "deep lists": nested(100_000).encode(),
    "deep objects": nested(100_000, '{"a": ', "}").encode(),
    "deep variables": body(query=TYPENAME, variables=nested(5_000, '{"a": ', "}")),
    "no query": body(variables="{}"),
    "an empty query": body(query='""'),
    "a blank query": body(query='"  "'),
    "a query that is a number": body(query="5"),
    "a query that is a list": body(query='["{__typename}"]'),
    "a query that is an object": body(query="{}"),
    "variables that are a list": body(query=TYPENAME, variables="[]"),
    "variables that are a text": body(query=TYPENAME, variables='"{}"'),
    "variables that are a number": body(query=TYPENAME, variables="0"),
    "variables that are false": body(query=TYPENAME, variables="false"),
    "an operation name that is a number": body(query=TYPENAME, operationName="5"),
    "an operation name that is a list": body(query=TYPENAME, operationName="[]"),
    "an operation name with a surrogate": body(query=TYPENAME, operationName='"\\ud800"'),
    "an operation nobody wrote": body(query=TYPENAME, operationName='"Other"'),
    "two operations and no name": body(query='"query A {__typename} query B {__typename}"'),
    "a type definition": body(query='"type Query { a: Int }"'),
    "no operation": body(query='"fragment F on Query {__typename}"'),
    "extensions that are a list": body(query=TYPENAME, extensions="[]"),
    "extensions that are false": body(query=TYPENAME, extensions="false"),
}
MEDIA_TYPES: Final = (
    "",
    "text/plain",
    "text/html",
    "application/graphql",
    "application/graphql-response+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/xml; application/json",
)
WIRE: Final = {
    "no line at all": (b"\r\n\r\n", {0, 400}),
    "no HTTP": (b"hello\r\n\r\n", {400}),
    "an unknown method": (b"NOPE /graphql HTTP/1.1\r\nHost: x\r\n\r\n", {400, 405}),
    "a method for writing files": (b"PUT /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", {405}),
    "an address of NULs": (b"GET /graphql?query=%00%00 HTTP/1.1\r\nHost: x\r\n\r\n", {200, 400}),
    "an address of no UTF-8": (b"GET /graphql?query=%ff%fe{ HTTP/1.1\r\nHost: x\r\n\r\n", {200, 400}),
    "variables that are no JSON": (b"GET /graphql?query={a}&variables={ HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
    "a list of variables": (b"GET /graphql?query={a}&variables=[] HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
    "no query": (b"GET /graphql HTTP/1.1\r\nHost: x\r\n\r\n", {400}),
    "another address": (b"GET /../graphql HTTP/1.1\r\nHost: x\r\n\r\n", {404}),
    "a body that ends early": (b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: 99\r\n\r\n{", {0, 400}),
    "no number for a length": (b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: many\r\n\r\n{", {400}),
    "two lengths": (b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", {400}),
    "a broken chunk": (b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}", {0, 400}),
    "no last chunk": (b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", {0, 400}),
    "a compressed body": (
        b"POST /graphql HTTP/1.1\r\nHost: x\r\n%s\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b",
        {400},
    ),
    "a key of other bytes": (
        b"GET /graphql?query={companies{totalCount}} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \xff\xfe\r\n\r\n",
        {200},
    ),
    "a long key": (
        b"GET /graphql?query={companies{totalCount}} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + b"x" * 9_000
        + b"\r\n\r\n",
        {200, 431},
    ),
    "an idempotency key without end": (
        b"GET /graphql?query={limits{maxRootFields}} HTTP/1.1\r\nHost: x\r\nIdempotency-Key: " + b"x" * 5_000 + b"\r\n\r\n",
        {200, 400},
    ),
    "an Accept header of commas": (
        b"GET /graphql?query={a} HTTP/1.1\r\nHost: x\r\nAccept: application/graphql-response+json;;q,,;=,q=\r\n\r\n",
        {200, 400, 401},
    ),
}


@pytest.mark.parametrize("path", ["/graphql", "/metadata"])
@pytest.mark.parametrize("sent", NO_REQUESTS.values(), ids=NO_REQUESTS)
def test_bodies_that_are_no_request(line: Line, path: str, sent: bytes) -> None:
    """What is no JSON object with a document and its parameters is refused with 400, by both endpoints alike."""
    assert 400 == line.send(path, sent)[0]


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_other_media_types(line: Line, media_type: str) -> None:
    """A POST of anything but JSON is refused with 415: no form of a web page can send a request."""
    content = body(query=TYPENAME)
    head = f"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: {len(content)}\r\nConnection: close"
    typed = f"{head}\r\nContent-Type: {media_type}" if media_type else head

    assert (415, b"") == line.send_raw(f"{typed}\r\n\r\n".encode() + content)


@pytest.mark.parametrize(("sent", "statuses"), WIRE.values(), ids=WIRE)
def test_bytes_that_are_no_request(line: Line, sent: bytes, statuses: set[int]) -> None:
    """Bytes that are no proper HTTP are refused or, where the client left (0), not answered; the server goes on serving."""
    status, content = line.send_raw(sent.replace(b"%s", b"Content-Type: application/json"))

    assert status in statuses
    assert b"INTERNAL_SERVER_ERROR" not in content
    assert (200, set()) == line.send("/graphql", body(query=TYPENAME))
