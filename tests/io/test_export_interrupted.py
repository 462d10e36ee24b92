"""Exports that are killed or run beside writers: nothing looks complete that is not, and what is not touched is there once."""

from __future__ import annotations

import csv
import hashlib
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.running_server import ROOT, RunningServer

ROWS = 3_000
TOUCHED = 600
CREATE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningServer, list[str]]]:
    """Serve people of few names, and give their ids."""
    server = RunningServer(tmp_path_factory.mktemp("interrupted")).start()
    ids: list[str] = []
    for start in range(0, ROWS, 200):
        data = [{"jobTitle": f"Job {number % 7}", "city": "C" * 200} for number in range(start, start + 200)]
        ids += [person["id"] for person in server.ask(CREATE, data=data)["createPeople"]]
    yield server, ids
    server.stop()


def start(server: RunningServer, file: Path) -> subprocess.Popen[str]:
    """Begin an export that may ask only forty times a minute, so that it does not come to its end."""
    options = ("-o", file, "--page", "10", "--resume", "--requests-per-minute", "40", "--json")
    command = [sys.executable, "-m", "loaders", "export", "people", *map(str, options)]
    return subprocess.Popen(command, cwd=ROOT, env=server.environment(), stdout=subprocess.PIPE, text=True)


def test_a_killed_export_leaves_no_file_under_its_name(stocked: tuple[RunningServer, list[str]], tmp_path: Path) -> None:
    """Wherever it is killed only an unfinished file is there, and resumed it is as if nothing had happened."""
    server, _ = stocked
    file = tmp_path / "people.csv"
    for batches in (0, 2, 20):
        with start(server, file) as process:
            read_until(process, '"batch"', batches)
            process.kill()

        assert not file.exists()

    with start(server, file) as process:
        read_until(process, '"wait"', 1)
        process.send_signal(signal.SIGINT)

    assert 130 == process.returncode
    assert {"people.csv.part", "people.csv.part.json"} == {path.name for path in tmp_path.iterdir()}

    done = server.ferry("export", "people", "-o", file, "--resume")
    whole = server.ferry("export", "people", "-o", tmp_path / "whole.csv")
    assert (0, 0) == (done.returncode, whole.returncode)
    assert f"{ROWS:,} rows" in done.stdout
    assert "--resume" not in done.stdout
    assert hashlib.sha256(file.read_bytes()).hexdigest() in whole.stdout
    assert {"people.csv", "whole.csv"} == {path.name for path in tmp_path.iterdir()}


def read_until(process: subprocess.Popen[str], event: str, times: int) -> None:
    """Return when the process has said an event so often."""
    assert process.stdout is not None
    while times:
        line = process.stdout.readline()
        assert line, "the export ended before it was interrupted"
        times -= event in line


def test_beside_writers_every_record_that_is_not_touched_comes_once(
    stocked: tuple[RunningServer, list[str]], tmp_path: Path
) -> None:
    """While others insert, update and delete, the export shows one state: all records of it, each once."""
    server, ids = stocked
    touched, untouched = ids[:TOUCHED], set(ids[TOUCHED:])
    stop = threading.Event()
    writers = [threading.Thread(target=write, args=(server, touched[place::3], place, stop)) for place in range(3)]
    for writer in writers:
        writer.start()
    try:
        file = tmp_path / "people.csv"
        done = server.ferry("export", "people", "-o", file, "--page", "100", "--sort", "jobTitle", "--columns", "jobTitle")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    with file.open(newline="") as stream:
        counts = Counter(row["Id"] for row in csv.DictReader(stream))

    assert (0, "") == (done.returncode, done.stderr)
    assert {1} == set(counts.values())
    assert untouched <= set(counts)


def write(server: RunningServer, ids: list[str], seed: int, stop: threading.Event) -> None:
    """Insert, update and delete until told to stop."""
    chance = random.Random(seed)
    while not stop.is_set():
        record, job = chance.choice(ids), f"Job {chance.randrange(9)}"
        server.ask(CREATE, data=[{"jobTitle": job}])
        server.ask(
            "mutation($id: UUID!, $data: PersonUpdateInput!) { updatePerson(id: $id, data: $data) { id } }",
            id=record,
            data={"jobTitle": job},
        )
        server.ask("mutation($f: PersonFilterInput!) { deletePeople(filter: $f) { id } }", f={"id": {"in": [record]}})
        server.ask("mutation($f: PersonFilterInput!) { restorePeople(filter: $f) { id } }", f={"id": {"in": [record]}})
