"""Nothing is written without consent, and a dry run tells what would be."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.io.running_server import ROOT, RunningServer, counts, write_csv

EMAIL = "Emails / Primary Email"
FILTER = '{{"emails": {{"primaryEmail": {{"endsWith": "@{}"}}}}}}'


def test_without_a_terminal_yes_must_be_said(server: RunningServer, tmp_path: Path) -> None:
    """A run that cannot ask and was not told ends with exit code 2 and writes nothing."""
    done = server.ferry("import", "people", write_csv(tmp_path / "p.csv", (EMAIL,), ("a@silent.example",)))

    assert (2, True) == (done.returncode, "--yes" in done.stderr)
    assert [] == server.export("people", "--filter", FILTER.format("silent.example"))


def test_a_dry_run_counts_and_writes_nothing(server: RunningServer, tmp_path: Path) -> None:
    """A dry run has the counts of the real run and leaves the server as it was."""
    server.load("people", write_csv(tmp_path / "1.csv", (EMAIL, "City"), ("a@dry.example", "Rome"), ("b@dry.example", "Rome")))
    rows = [("a@dry.example", "Oslo"), ("b@dry.example", "Rome"), ("c@dry.example", "Bern"), ("nope", "")]
    file = write_csv(tmp_path / "2.csv", (EMAIL, "City"), *rows)

    dry = server.ferry("import", "people", file, "--dry-run")
    assert 2 == len(server.export("people", "--filter", FILTER.format("dry.example")))
    assert counts(dry) == counts(server.ferry("import", "people", file, "--yes"))
    assert "1 created, 1 updated, 1 unchanged, 1 rejected" == counts(dry)


@pytest.mark.parametrize(("answer", "code", "written"), [("y", 0, 1), ("n", 2, 0)])
def test_on_a_terminal_the_plan_is_shown_and_confirmed(
    server: RunningServer, tmp_path: Path, answer: str, code: int, written: int
) -> None:
    """The prompt shows file, object, mapping and rows, and only a yes writes."""
    file = write_csv(tmp_path / "p.csv", (EMAIL,), (f"{answer}@prompt{answer}.example",))
    controller, terminal = pty.openpty()
    os.write(controller, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "import", "people", str(file), "--quiet"],
        cwd=ROOT,
        env=server.environment(),
        stdin=terminal,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(terminal)
    os.close(controller)

    assert code == done.returncode
    assert "1 rows -> People" in done.stderr
    assert "Emails / Primary Email  ->  emails.primaryEmail" in done.stderr
    assert written == len(server.export("people", "--filter", FILTER.format(f"prompt{answer}.example")))


def test_the_key_comes_from_the_environment_alone(server: RunningServer, tmp_path: Path) -> None:
    """There is no option for a key, a missing one is exit code 2, a wrong one exit code 4."""
    file = write_csv(tmp_path / "p.csv", (EMAIL,), ("a@key.example",))

    assert 2 == server.ferry("import", "people", file, "--yes", "--api-key", server.key).returncode
    assert 2 == server.ferry("import", "people", file, "--yes", key="").returncode
    wrong = server.ferry("import", "people", file, "--yes", key="wrong")
    assert 4 == wrong.returncode
    assert "FERRY_API_KEY" in wrong.stderr


def test_an_unknown_object_is_named_with_the_known_ones(server: RunningServer, tmp_path: Path) -> None:
    """A misspelled object is answered with the one that was meant."""
    done = server.ferry("import", "peopel", write_csv(tmp_path / "p.csv", (EMAIL,), ("a@key.example",)), "--yes")

    assert 2 == done.returncode
    assert 'no object "peopel"; did you mean person' in done.stderr
