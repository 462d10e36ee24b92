"""A request is repeated while waiting may cure the failure, always as the very same request."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import cast

import pytest

from loaders.errors import PermissionRefused, ServerAnswerError, ServerUnreachable, Stopped
from loaders.remote.allowance import Allowance
from loaders.remote.client import Client
from loaders.remote.pace import Pace
from loaders.remote.refusals import ServerRefused
from loaders.remote.transport import HttpAnswer, StaleConnection, Transport, parse_address

DONE = HttpAnswer(200, b'{"data":{"a":1}}')
LIMIT = b'{"errors":[{"message":"Limit reached (20 tokens per 3000 ms)","extensions":{"subCode":"LIMIT_REACHED"}}]}'
SNAPSHOTS = b'{"errors":[{"message":"All 8 in use","extensions":{"subCode":"LIMIT_REACHED","retryAfter":12}}]}'


def refusal(code: str) -> bytes:
    """Return an answer that refuses."""
    return b'{"errors":[{"message":"no","extensions":{"code":"%s"}}]}' % code.encode()


class Line:
    """A connection to a server whose answers are written beforehand, and a clock that moves only by waiting."""

    def __init__(self, *answers: HttpAnswer | Exception, retries: int = 3) -> None:
        self.address = parse_address("http://example.com")
        self.answers = list(answers)
        self.sent: list[tuple[str, bytes, Mapping[str, str]]] = []
        self.now = 0.0
        self.waits: list[tuple[float, str]] = []
        self.notices: list[str] = []
        pace = Pace(retries, chance=lambda: 1.0, now=lambda: 1_700_000_000.0, rest=self.rest)
        self.client = Client(cast("Transport", self), pace, Allowance(clock=lambda: self.now))
        self.client.notice = self.notices.append
        self.client.waits = lambda seconds, reason: self.waits.append((seconds, reason))

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> HttpAnswer:
        """Answer as written."""
        self.sent.append((path, body, headers))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def rest(self, stopped: threading.Event, seconds: float) -> bool:
        """Let the time pass."""
        self.now += seconds
        return stopped.is_set()


@pytest.mark.parametrize(
    "fault",
    [
        *(HttpAnswer(status, b"busy") for status in (429, 502, 503, 504)),
        HttpAnswer(409, refusal("CONFLICT"), {"retry-after": "1"}),
        HttpAnswer(200, LIMIT),
        HttpAnswer(200, SNAPSHOTS),
        TimeoutError("timed out"),
        ConnectionResetError("reset"),
        StaleConnection(),
    ],
    ids=str,
)
def test_what_time_may_cure_is_sent_again(fault: HttpAnswer | Exception) -> None:
    """The repetition has the same body and the same Idempotency-Key."""
    line = Line(fault, DONE)

    assert {"a": 1} == line.client.execute("mutation { a }", {"x": 1}, idempotency_key="k")
    assert [("/graphql", b'{"query":"mutation { a }","variables":{"x":1}}', {"Idempotency-Key": "k"})] * 2 == line.sent


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (HttpAnswer(400, refusal("GRAPHQL_VALIDATION_FAILED")), ServerRefused),
        (HttpAnswer(200, refusal("BAD_USER_INPUT")), ServerRefused),
        (HttpAnswer(409, refusal("CONFLICT")), ServerRefused),
        (HttpAnswer(413, b""), ServerRefused),
        (HttpAnswer(401, b"who are you"), PermissionRefused),
        (HttpAnswer(403, b"no"), PermissionRefused),
        (HttpAnswer(200, refusal("FORBIDDEN")), PermissionRefused),
        (HttpAnswer(401, refusal("UNAUTHENTICATED")), PermissionRefused),
        (HttpAnswer(404, b"nowhere"), ServerAnswerError),
        (HttpAnswer(500, b"oh"), ServerAnswerError),
    ],
    ids=lambda case: str(getattr(case, "status", case)),
)
def test_what_time_does_not_cure_is_not_repeated(answer: HttpAnswer, error: type[Exception]) -> None:
    """A refusal is final; one of the key has its own exit code."""
    line = Line(answer)

    with pytest.raises(error):
        line.client.execute("{ a }")
    assert (1, []) == (len(line.sent), line.waits)


def test_patience_ends() -> None:
    """After the last try the run ends, and the waits have doubled."""
    line = Line(*[HttpAnswer(503, b"")] * 4)

    with pytest.raises(ServerUnreachable, match="after 4 tries: HTTP 503; try later, the same command goes on"):
        line.client.execute("{ a }")
    assert [(0.5, "HTTP 503"), (1.0, "HTTP 503"), (2.0, "HTTP 503")] == line.waits
    assert "HTTP 503; try 1 of 3 in 0.5 s" == line.notices[0]


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (HttpAnswer(200, LIMIT), 3.3),
        (HttpAnswer(200, LIMIT, {"retry-after": "2"}), 2.0),
        (HttpAnswer(429, b"", {"retry-after": "30"}), 30.0),
        (HttpAnswer(429, b"", {"ratelimit": '"60s";r=0;t=7'}), 7.0),
        (HttpAnswer(200, SNAPSHOTS), 12.0),
        (HttpAnswer(409, b"{}", {"retry-after": "5"}), 5.0),
        (HttpAnswer(503, b"", {"retry-after": "Tue, 14 Nov 2023 22:13:40 GMT"}), 20.0),
    ],
)
def test_the_servers_word_is_obeyed(answer: HttpAnswer, seconds: float) -> None:
    """Header, date, remaining allowance, extension or the window of Twenty's wording: that long nothing is sent."""
    line = Line(answer, DONE)
    line.client.execute("{ a }")

    assert seconds == round(line.now, 3)


def test_a_refused_rate_is_kept_from_then_on() -> None:
    """After one refusal of 20 in 3 seconds the next 60 requests take six seconds and more."""
    line = Line(HttpAnswer(200, LIMIT), *[DONE] * 60)
    for _ in range(60):
        line.client.execute("{ a }")

    assert [3.3, 3.0, 3.0] == [round(seconds, 3) for seconds, _ in line.waits]
    assert "waiting 3 s: the limit of requests is 20 in 3 s" == line.notices[-1]


def test_a_pause_asked_for_with_data_holds_the_next_request() -> None:
    """`Retry-After` beside an answer means that the next request would be refused."""
    line = Line(HttpAnswer(200, DONE.body, {"retry-after": "4"}), DONE)
    line.client.execute("{ a }")
    line.client.execute("{ a }")

    assert [(4.0, "the server asks for a pause of 4 s")] == line.waits


def test_an_advertised_policy_is_kept() -> None:
    """Five requests in ten seconds are asked for, so the sixth waits."""
    line = Line(*[HttpAnswer(200, DONE.body, {"ratelimit-policy": '"10s";q=5;w=10'})] * 6)
    for _ in range(6):
        line.client.execute("{ a }")

    assert [10.0] == [seconds for seconds, _ in line.waits]


def test_waiting_can_be_stopped() -> None:
    """A client that was told to stop gives up its wait and sends nothing more."""
    line = Line(HttpAnswer(503, b""), DONE)
    line.client.waits = lambda seconds, reason: line.client.stop()

    with pytest.raises(Stopped):
        line.client.execute("{ a }")
    with pytest.raises(Stopped):
        line.client.execute("{ a }")
    assert 1 == len(line.sent)
