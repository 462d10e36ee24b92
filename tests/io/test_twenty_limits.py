"""Before a server with Twenty's limits an import loses nothing, doubles nothing and is refused nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.io.flaky_proxy import Reply, serving
from tests.io.running_server import ROOT, RunningServer, counts, write_csv
from tests.processes import create_key
from tests.twenty_like import TwentyLike, twenty_like


def load(
    server: RunningServer, url: str, file: Path, *options: str, key: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Import people through another address of the server."""
    return server.ferry("import", "people", file, "--yes", "--url", url, *options, key=key)


def people(folder: Path, name: str, number: int) -> tuple[Path, list[str]]:
    """Write a file of people with job titles of their own."""
    titles = [f"{name} {place}" for place in range(number)]
    return write_csv(folder / f"{name}.csv", ("Job Title",), *[(title,) for title in titles]), titles


def stored(server: RunningServer, name: str) -> list[str]:
    """Return the job titles that begin so, each as often as it is stored."""
    found = server.export("people", "--filter", f'{{"jobTitle": {{"startsWith": "{name} "}}}}', "--columns", "jobTitle")
    return sorted(row["Job Title"] for row in found)


def test_an_import_stays_below_twentys_limits(server: RunningServer, tmp_path: Path) -> None:
    """3,000 rows before 60 records a call and 100 requests a window: every row once, no call refused for its rate."""
    file, titles = people(tmp_path, "limited", 3_000)
    with twenty_like(server.url, tokens=100, seconds=2.0, records=60) as twenty:
        done = load(server, twenty.url, file, "--batch", "60")

    assert (0, "3,000 created") == (done.returncode, counts(done)), done.stderr
    assert sorted(titles) == stored(server, "limited")
    assert (0, 60) == (twenty.refused, twenty.largest_batch)
    assert twenty.busiest_window() <= 100


def test_a_stricter_limit_is_learned_from_its_first_refusal(server: RunningServer, tmp_path: Path) -> None:
    """5 requests a second are fewer than Twenty is known for: one refusal tells, and no other follows."""
    file, titles = people(tmp_path, "learned", 300)
    with twenty_like(server.url, tokens=5, seconds=1.0, records=60) as twenty:
        done = load(server, twenty.url, file, "--batch", "60")

    assert 0 == done.returncode, done.stderr
    assert sorted(titles) == stored(server, "learned")
    assert 1 == twenty.refused
    assert "Limit reached (5 tokens per 1000 ms); try 1 of 10" in done.stderr


def test_lost_answers_and_small_calls_cost_no_row(server: RunningServer, tmp_path: Path) -> None:
    """Where 60 records are the most and no Idempotency-Key is known, smaller calls and the rows' own ids double nothing."""
    file, titles = people(tmp_path, "repeated", 300)
    with twenty_like(server.url, "pass", "lost answer", "502", "lost answer", records=60) as twenty:
        done = load(server, twenty.url, file)

    assert (0, []) == (done.returncode, twenty.faults), done.stdout + done.stderr
    assert sorted(titles) == stored(server, "repeated")
    assert 1 <= twenty.largest_batch <= 60


class Revoking(TwentyLike):
    """Revokes the key when the third mutation comes, and lets it on when the server has taken notice."""

    mutations = 0
    database: Path
    key: str

    def forward(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Pass the request on, after the revocation."""
        self.mutations += b"mutation" in body
        if self.mutations == 3:
            command = [sys.executable, "-m", "server", "keys", "revoke", "mid-import", "--database", str(self.database)]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            deadline = time.monotonic() + 10
            while b"revoked" not in super().forward("/graphql", b'{"query":"{ __typename }"}', headers).body:
                assert time.monotonic() < deadline, "the server goes on with a revoked key"
                time.sleep(0.05)
        return super().forward(path, body, headers)


def test_a_key_revoked_in_the_middle_ends_the_run(server: RunningServer, tmp_path: Path) -> None:
    """The next call is refused, the run ends with exit code 4 and the reason; what is in stays in."""
    file, titles = people(tmp_path, "revoked", 600)
    key = create_key(server.database, "mid-import")
    revoking = Revoking(server.url, [], tokens=100, seconds=60.0, records=200)
    revoking.database = server.database
    with serving(revoking):
        done = load(server, revoking.url, file, "--batch", "60", "--jobs", "1", key=key)

    assert (4, True, False) == (done.returncode, "revoked" in done.stderr, "Traceback" in done.stderr), done.stderr
    assert sorted(titles[:120]) == stored(server, "revoked")
