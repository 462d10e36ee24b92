"""A key counts in the Authorization header and nowhere else."""

from __future__ import annotations

import json
from typing import Final

import pytest

from tests.security.line import Line, error_codes

QUERY: Final = json.dumps({"query": "{ companies { totalCount } }"})


@pytest.mark.parametrize(
    ("address", "header"),
    [
        ("/graphql", "Cookie: Authorization={}; token={}; access_token={}"),
        ("/graphql?access_token={}&token={}&authorization=Bearer+{}", "Accept: */*"),
        ("/graphql", "Proxy-Authorization: Bearer {}"),
        ("/graphql", "X-Api-Key: {}"),
        ("/graphql", "Authorization: Basic {}"),
        ("/graphql", "Authorization: {}"),
    ],
)
def test_keys_elsewhere(line: Line, address: str, header: str) -> None:
    """A key in a cookie, an address or another header opens nothing: no other page can lend its visitor's."""
    key = line.authorization.split()[1]
    head = f"POST {address} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{header}\r\nContent-Length: {len(QUERY)}"
    status, content = line.send_raw(f"{head}\r\nConnection: close\r\n\r\n{QUERY}".replace("{}", key).encode())

    assert (200, {"UNAUTHENTICATED"}) == (status, error_codes(content))
