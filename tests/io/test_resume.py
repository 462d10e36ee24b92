"""`ferry resume` finishes what was cut short, wherever that was: nothing is lost, nothing doubled, nothing done otherwise."""

from __future__ import annotations

import random
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.io.custom_server import CustomServer
from tests.io.running_server import ROOT, RunningServer, counts, read_csv, write_csv

ROWS = 6000
BAD = (17, 2500, 2501, 5999)
ROCKETS = 1500


def start(server: RunningServer, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start an import in small batches."""
    command = [sys.executable, "-m", "loaders", "import", *map(str, arguments), "--yes", "--quiet", "--batch", "50"]
    return subprocess.Popen(command, cwd=ROOT, env=server.environment(), stdout=subprocess.DEVNULL)


def kill_when(loader: subprocess.Popen[bytes], count: Callable[[], int], least: int) -> None:
    """Kill the loader as soon as so much is in."""
    while count() < least:
        assert loader.poll() is None, "the import ended before it was killed"
    loader.kill()
    loader.wait(30)


def count(server: RunningServer, plural: str, condition: str = "{}") -> int:
    """Return the number of records that a filter finds."""
    found: int = server.ask(f"{{ {plural}(filter: {condition}) {{ totalCount }} }}")[plural]["totalCount"]
    return found


def people(folder: Path) -> Path:
    """Write people without any unique value, in one that has one, and some whose e-mail is none or a repetition."""
    rows = [(f"job {n}", "nobody@" if n in BAD else f"p{n}@resume.example" if n % 3 else "") for n in range(1, ROWS + 1)]
    return write_csv(folder / "people.csv", ("Job Title", "Emails / Primary Email"), *rows)


def test_a_killed_import_is_resumed(new_server: Callable[[str], RunningServer], tmp_path: Path) -> None:
    """Loader killed at any moment, server killed too: resumed, the table, the counts and the rejects are those of the file."""
    server, file = new_server("resumed"), people(tmp_path)
    least = random.SystemRandom().randrange(20, 4000)
    kill_when(start(server, "people", file), lambda: count(server, "people"), least)
    server.kill()
    server.start()
    stored = count(server, "people")
    pending = server.ferry("status", "last").stdout

    done = server.ferry("resume", "last", "--quiet")
    assert (1, f"{ROWS - len(BAD):,} created, {len(BAD)} rejected") == (done.returncode, counts(done)), (least, done.stderr)
    assert least <= stored < ROWS - len(BAD)
    assert "interrupted" in pending
    jobs = [row["Job Title"] for row in server.export("people", "--sort", "position:asc", "--columns", "jobTitle")]
    assert [f"job {n}" for n in range(1, ROWS + 1) if n not in BAD] == jobs, least
    assert [str(n) for n in BAD] == [row[2] for row in read_csv(tmp_path / "people.csv.rejects.csv")[1:]], least
    proved = server.ferry("verify", "last", "--quiet")
    assert 0 == proved.returncode, (least, proved.stdout)


def test_a_run_is_taken_up_as_it_was_begun(server: RunningServer, tmp_path: Path) -> None:
    """A stop by --max-errors is resumed with more; another file or mapping is refused by name; rejects come once, in order."""
    bad = (3, 5, 9, 1500)
    rows = [(f"m{n}@taken.example" if n not in bad else "bad@", f"job {n}") for n in range(1, 2001)]
    file = write_csv(tmp_path / "people.csv", ("Mail", "Job"), *rows)
    mapping = tmp_path / "mapping.yaml"
    columns = 'columns:\n  "Mail": {to: emails.primaryEmail}\n  "Job": {to: jobTitle}\n'
    mapping.write_text(f"version: 1\nobject: person\n{columns}")
    stopped = server.ferry("import", "people", file, "--mapping", mapping, "--yes", "--quiet", "--max-errors", "2")
    assert 3 == stopped.returncode, stopped.stderr
    run = stopped.stdout.rpartition("ferry resume ")[2].strip()
    assert 3 == server.ferry("resume", run, "--quiet").returncode

    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"job 7\r", b"job 8\r"))
    refused = server.ferry("resume", run, "--max-errors", "9")
    assert (2, True) == (refused.returncode, f"{file}: the file has changed" in refused.stderr)
    file.write_bytes(whole)
    mapping.write_text(mapping.read_text().replace("jobTitle", "city"))
    refused = server.ferry("resume", run, "--max-errors", "9")
    assert (2, True) == (refused.returncode, f"{file}: the mapping has changed" in refused.stderr)
    mapping.write_text(mapping.read_text().replace("city", "jobTitle"))

    done = server.ferry("resume", run, "--quiet", "--max-errors", "9")
    assert (1, "1,996 created, 4 rejected") == (done.returncode, counts(done))
    assert [str(n) for n in bad] == [row[2] for row in read_csv(tmp_path / "people.csv.rejects.csv")[1:]]


@pytest.fixture
def rockets(tmp_path: Path) -> Iterator[CustomServer]:
    """Serve rockets, which have rockets as parents."""
    folder = tmp_path / "custom"
    folder.mkdir()
    server = CustomServer(folder)
    server.start()
    yield server
    server.stop()


def test_a_run_killed_in_its_second_pass_sets_every_link(rockets: CustomServer, tmp_path: Path) -> None:
    """Rows that name later rows of their own file are linked last; killed there and resumed, each names its own."""
    ids = [str(uuid.UUID(int=number, version=4)) for number in range(1, ROCKETS + 1)]
    parents = [*ids[1:], ids[0]]
    file = write_csv(tmp_path / "rockets.csv", ("Id", "Name", "Parent / Id"), *zip(ids, ids, parents, strict=True))
    linked = "{parentId: {is: NOT_NULL}}"
    least = random.SystemRandom().randrange(1, ROCKETS // 2)
    kill_when(start(rockets, "rocket", file), lambda: count(rockets, "rockets", linked), least)
    assert count(rockets, "rockets", linked) < ROCKETS, least

    done = rockets.ferry("resume", "last", "--quiet")
    assert (0, f"{ROCKETS:,} created") == (done.returncode, counts(done)), (least, done.stderr)
    assert ROCKETS == count(rockets, "rockets", linked) == count(rockets, "rockets"), least
    proved = rockets.ferry("verify", "last", "--quiet")
    assert 0 == proved.returncode, (least, proved.stdout)
