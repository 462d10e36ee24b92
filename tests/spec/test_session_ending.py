"""A command that is interrupted says what becomes of its work."""

from __future__ import annotations

from typing import NoReturn

import pytest
from click.testing import CliRunner

from loaders.cli import cli
from loaders.commands import export
from loaders.errors import ExitCode
from loaders.session import ending

ACCESS = {"FERRY_URL": "http://127.0.0.1:9", "FERRY_API_KEY": "ferry_none"}


def interrupt(*_: object) -> NoReturn:
    """Do as Ctrl-C does."""
    raise KeyboardInterrupt


@pytest.mark.parametrize(("given", "said"), [((), "goes on without doubling"), (("interrupted; begin anew",), "begin anew")])
def test_each_command_has_words_of_its_own(given: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An import goes on by itself; what does not, says so."""
    with pytest.raises(SystemExit) as left, ending(*given):
        interrupt()

    assert ExitCode.INTERRUPTED == left.value.code
    assert said in capsys.readouterr().err


def test_an_interrupted_export_names_resume(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command alone would begin at the first record."""
    monkeypatch.setattr(export, "plan_export", interrupt)
    done = CliRunner().invoke(cli, ["export", "people"], env=ACCESS)

    assert ExitCode.INTERRUPTED == done.exit_code
    assert "give the same command with --resume to go on" in done.output
