"""Lost requests, lost answers and busy servers cost time, never rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.io.flaky_proxy import flaky
from tests.io.running_server import ROOT, RunningServer, counts, write_csv

FAULTS = ("lost answer", "cut", "limit", "429", "502", "503", "504")


def load(server: RunningServer, url: str, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Import people through another address of the server."""
    return subprocess.run(
        [sys.executable, "-m", "loaders", "import", "people", str(file), "--yes", "--url", url, "--batch", "50", *options],
        cwd=ROOT,
        env=server.environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


def test_faults_on_the_way_lose_and_double_nothing(server: RunningServer, tmp_path: Path) -> None:
    """Every kind of fault once: the same batch is sent again, and one that was carried out twice is there once."""
    titles = [f"faults {number}" for number in range(400)]
    file = write_csv(tmp_path / "people.csv", ("Job Title",), *[(title,) for title in titles])
    with flaky(server.url, *[part for fault in FAULTS for part in (fault, "pass")]) as proxy:
        done = load(server, proxy.url, file, "--jobs", "1")

    assert (0, "400 created", []) == (done.returncode, counts(done), proxy.faults), done.stderr
    for fault in ("Limit reached", "HTTP 429", "HTTP 502", "HTTP 503", "HTTP 504"):
        assert fault in done.stderr
    assert "try 1 of 10" in done.stderr
    found = server.export("people", "--filter", '{"jobTitle": {"startsWith": "faults "}}', "--columns", "jobTitle")
    assert sorted(titles) == sorted(row["Job Title"] for row in found)


def test_a_server_that_stays_away_ends_the_run(server: RunningServer, tmp_path: Path) -> None:
    """After the last try the run ends with exit code 5, the counts, and what to do."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), *[(f"away {number}",) for number in range(10)])
    with flaky(server.url, *["503"] * 20) as proxy:
        done = load(server, proxy.url, file, "--retries", "1", "--jobs", "1")

    assert 5 == done.returncode
    assert "cut short after 0 of 10 rows" in done.stdout
    assert "did not take the request after 2 tries: HTTP 503" in done.stderr


def test_an_address_that_is_no_such_server_is_named(server: RunningServer, tmp_path: Path) -> None:
    """A wrong path, a wrong scheme and a host that does not exist are told at once, without a traceback."""
    file = write_csv(tmp_path / "people.csv", ("Job Title",), ("a",))
    for url, said in (
        (f"{server.url}/nowhere", "does it speak Twenty's API"),
        ("ftp://example.com", "is no server address"),
        ("http://no-such-host.invalid", "check the address"),
    ):
        done = load(server, url, file)

        assert (done.returncode in (2, 5), said in done.stderr, "Traceback" in done.stderr) == (True, True, False), done.stderr
