"""`ferry doctor` says what is well on the way to a server, and what to do about what is not."""

from __future__ import annotations

import json
from pathlib import Path

from tests.io.flaky_proxy import flaky
from tests.io.running_server import RunningServer
from tests.twenty_like import twenty_like


def test_a_server_that_is_well(server: RunningServer) -> None:
    """Every finding is ok, the additions and limits are told, and the exit code is 0."""
    done = server.ferry("doctor", "--json")
    findings = {found["name"]: found for found in map(json.loads, done.stdout.splitlines())}

    assert (0, "") == (done.returncode, done.stderr)
    assert ["server", "encryption", "clock", "key", "target", "limits", "model", "reading"] == list(findings)
    assert {"ok"} == {found["verdict"] for found in findings.values()}
    assert "Ferry, with an outcome for every row, idempotency keys, snapshots, a feed of changes" == findings["target"]["text"]
    assert "1,000 records a call, no limit of requests" == findings["limits"]["text"]


def test_a_server_like_twenty(server: RunningServer) -> None:
    """Without the additions Twenty's numbers hold, and the ceiling they mean is told."""
    with twenty_like(server.url) as twenty:
        done = server.ferry("doctor", "--url", twenty.url)

    assert 0 == done.returncode, done.stdout + done.stderr
    assert "ok       target      Twenty, or like it" in done.stdout
    assert "200 records a call, 100 requests a second and 100 requests a minute, so at most 20,000 rows a minute" in done.stdout


def test_what_is_not_well_has_its_exit_code(server: RunningServer, tmp_path: Path) -> None:
    """A wrong key is 4, a server that is not there 5, an address that speaks no GraphQL 2; the line says what to do."""
    wrong = server.ferry("doctor", "--quiet", key=server.key[:-1] + "x")
    away = server.ferry("doctor", "--quiet", "--retries", "0", "--url", "http://127.0.0.1:9")
    with flaky(server.url) as proxy:
        other = server.ferry("doctor", "--quiet", "--url", f"{proxy.url}/nowhere")

    assert [4, 5, 2] == [done.returncode for done in (wrong, away, other)]
    assert wrong.stdout.startswith("error    key ")
    assert "check the key" in wrong.stdout
    assert away.stdout.startswith("error    server ")
    assert "does it speak Twenty's API there?" in other.stdout
    assert not any("Traceback" in done.stderr for done in (wrong, away, other))
