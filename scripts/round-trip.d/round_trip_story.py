"""The story of `scripts/round-trip`: by CSV, by JSON lines and by a backup, each into an empty server of its own."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.io.custom_server import CustomServer, rocket_model
from tests.io.round_trip import Ferry, Loss, round_trip
from tests.io.running_server import ROOT, RunningServer
from tests.io.workspace import COUNTS, MEMBER, fill


def main(arguments: Sequence[str]) -> int:
    """Run all ways, print what each lost, and return 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000, help="how many, of all objects together")
    parser.add_argument("--seed", type=int, default=1, help="what the random values are made from")
    given = parser.parse_args(arguments)
    counts = dict.fromkeys(COUNTS, -(-given.records // len(COUNTS)))
    with tempfile.TemporaryDirectory() as folder:
        lost = _run(Path(folder), counts, given.seed)
    print("every cell survives" if not lost else f"{lost:,} cells did not survive")
    return int(bool(lost))


def _run(folder: Path, counts: dict[str, int], seed: int) -> int:
    source = _server(folder / "source")
    try:
        fill(source.ask, rocket_model(), counts, seed, importable=True)
        print(f"{sum(counts.values()):,} records of {len(counts)} objects, seed {seed}")
        return sum(_by_files(source, folder, list(counts), suffix) for suffix in ("csv", "jsonl")) + _by_backup(source, folder)
    finally:
        source.stop()


def _by_files(source: RunningServer, folder: Path, objects: Sequence[str], suffix: str) -> int:
    target = _server(folder / suffix)
    started = time.monotonic()
    try:
        losses = round_trip(_ferry(source), _ferry(target), objects, suffix, folder)
    finally:
        target.stop()
    print(f"{suffix}: {len(losses):,} cells lost in {time.monotonic() - started:.0f} s")
    _show(losses)
    return len(losses)


def _by_backup(source: RunningServer, folder: Path) -> int:
    target = _server(folder / "backup")
    started = time.monotonic()
    try:
        code, said = _ferry(source)("backup", folder / "taken", "--quiet")
        if code == 0:
            code, said = _ferry(target)("restore", folder / "taken", "--yes", "--quiet")
    finally:
        target.stop()
    print(f"backup: exit code {code} in {time.monotonic() - started:.0f} s: {said.splitlines()[-1]}")
    return code


def _show(losses: Sequence[Loss]) -> None:
    first = {(loss.object, loss.column): loss for loss in reversed(losses)}
    for place, number in Counter((loss.object, loss.column) for loss in losses).most_common():
        print(f"  {number:,} times {first[place]}")


def _server(folder: Path) -> RunningServer:
    folder.mkdir()
    server = CustomServer(folder).start()
    server.add_member(MEMBER, "member@hazard.example")
    return server


def _ferry(server: RunningServer) -> Ferry:
    def ferry(*arguments: str | Path) -> tuple[int, str]:
        command = [sys.executable, "-m", "loaders", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=server.environment(), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    return ferry
