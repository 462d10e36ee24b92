"""`ferry template` writes a file that goes in as it stands."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.io.running_server import RunningServer, counts


def test_a_template_goes_in_unedited(server: RunningServer, tmp_path: Path) -> None:
    """The template of companies is a file of its owner alone, and an import takes all of its rows."""
    file = tmp_path / "companies.csv"
    made = server.ferry("template", "Companies", "-o", file)
    done = server.ferry("import", "companies", file, "--yes", "--quiet")

    assert 0 == made.returncode, made.stderr
    assert f"{file}: " in made.stderr
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert (0, "3 created") == (done.returncode, counts(done))


def test_a_template_goes_to_standard_output(server: RunningServer) -> None:
    """With -o - the lines alone are on standard output; what comes first is said beside them."""
    made = server.ferry("template", "person", "-o", "-")

    assert ["Id", "Name / First Name"] == made.stdout.splitlines()[0].split(",")[:2]
    assert 4 == len(made.stdout.splitlines())
    assert "refer to the examples of companies: import those first" in made.stderr


def test_an_unknown_object_has_no_template(server: RunningServer) -> None:
    """The refusal names the objects that come near."""
    made = server.ferry("template", "compani", "-o", "-")

    assert (2, "") == (made.returncode, made.stdout)
    assert "did you mean company" in made.stderr
