"""Several threads over real connections stay together below the limit of a server that counts."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from loaders.remote.allowance import Allowance
from loaders.remote.client import Client
from loaders.remote.pace import Pace
from loaders.remote.transport import Transport, parse_address
from tests.io.flaky_proxy import Reply, serving
from tests.twenty_like import TwentyLike

FASTER = 100
"""Time runs so many times faster for the client, so that a minute takes 0.6 s."""


class Counting(TwentyLike):
    """Twenty's limits and nothing behind them."""

    def forward(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Answer every request that the limits let through."""
        return Reply(200, b'{"data":{"a":1}}')


def rest(stopped: threading.Event, seconds: float) -> bool:
    """Wait in the client's time."""
    return stopped.wait(seconds / FASTER)


def test_four_threads_share_one_limit() -> None:
    """150 requests at 50 a minute take more than two minutes, and none is refused."""
    server = Counting("", [], tokens=50, seconds=60 / FASTER, records=200)
    allowance = Allowance(50, clock=lambda: time.monotonic() * FASTER)
    client = Client(Transport(parse_address(server.url), {}), Pace(rest=rest), allowance)
    told: list[str] = []
    client.notice = told.append
    started = time.monotonic()
    with serving(server), ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda number: client.execute("{ a }", {"n": number}), range(150)))
        client.close()

    assert ([{"a": 1}] * 150, 0) == (answers, server.refused)
    assert server.busiest_window() <= 50
    assert (time.monotonic() - started) * FASTER > 120
    assert any("the limit of requests is 50 in 60 s" in text for text in told)
