"""Help reads like a page of a manual."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from loaders.cli import COMMANDS, cli
from loaders.commands.help import EXIT_CODES, ManualCommand, examples
from loaders.errors import ExitCode


def help_of(command: click.Command, *arguments: str) -> list[str]:
    """Return the lines of a help, at the width of a terminal."""
    done = CliRunner().invoke(command, [*arguments, "--help"], prog_name="ferry", terminal_width=100)

    assert 0 == done.exit_code
    return done.output.splitlines()


def test_the_list_has_every_command_examples_and_exit_codes() -> None:
    """`ferry --help` has a line for each command, then examples, then what each exit code means."""
    lines = help_of(cli)
    titles = [line for line in lines if line and not line.startswith(" ")]

    assert ["Options:", "Commands:", "Examples:", "Exit codes:"] == titles[1:]
    assert set(COMMANDS) <= {line.split()[0] for line in lines if line.startswith("  ")}
    assert [str(int(code)) for code in EXIT_CODES] == [line.split()[0] for line in lines[lines.index("Exit codes:") + 1 :]]


def test_the_list_loads_no_command() -> None:
    """`ferry --help` answers without loading what any command needs."""
    check = "import loaders.cli, sys; print(sorted(name for name in sys.modules if name.startswith('loaders.')))"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout

    assert "['loaders.cli', 'loaders.commands', 'loaders.commands.help', 'loaders.errors']" == loaded.strip()


@pytest.mark.parametrize("name", ["objects", "template"])
def test_a_command_shows_its_options_in_groups(name: str) -> None:
    """Its own options come first, those of the server after them, then examples and exit codes."""
    titles = [line for line in help_of(cli, name) if line and not line.startswith(" ")]

    assert ["Options:", "Server:", "Examples:", "Exit codes:"] == titles[1:]


def test_options_are_grouped_by_name() -> None:
    """An option stands under the title that names it, and under Options where none does."""
    command = ManualCommand(
        "sail",
        params=[click.Option(["--fast"]), click.Option(["--sail"]), click.Option(["--url"])],
        groups={"Rig": ("sail",)},
    )
    titles = {"Options:": "--fast", "Rig:": "--sail", "Server:": "--url"}
    lines = help_of(command)

    assert titles == {title: lines[lines.index(title) + 1].split()[0] for title in titles}


def test_examples_keep_their_lines() -> None:
    """Neither an example nor the meaning of an exit code is wrapped into its neighbour."""
    command = ManualCommand("sail", epilog=examples("ferry sail    go", "ferry sail x  stay", codes=[ExitCode.DONE]))
    lines = help_of(command)

    assert ["Examples:", "  ferry sail    go", "  ferry sail x  stay"] == lines[lines.index("Examples:") :][:3]
    assert [f"    0  {EXIT_CODES[ExitCode.DONE]}"] == lines[lines.index("Exit codes:") + 1 :]
