"""The README tells the truth about what can be run and where things are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache

import pytest
from markdown_it import MarkdownIt

from loaders.cli import COMMANDS
from loaders.errors import ExitCode
from server.settings import Settings
from tests.spec.tree import PACKAGES, ROOT, docstring

RENEW = "scripts/code-map renews the code map"
MODULES = {"ferry": "loaders", "ferry-server": "server"}


def code() -> Iterator[str]:
    """Return the lines of the README's code, in blocks and within text."""
    tokens = MarkdownIt().enable("table").parse((ROOT / "README.md").read_text(encoding="utf-8"))
    for token in tokens:
        if token.type == "fence":
            yield from token.content.splitlines()
        for child in token.children or ():
            if child.type == "code_inline":
                yield child.content


@cache
def subcommands(program: str) -> str:
    """Return the help text of one of the two commands."""
    command = [sys.executable, "-m", MODULES[program], "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def code_map() -> list[tuple[str, str]]:
    """Return the paths and captions of the code map."""
    lines = (re.fullmatch(rf"((?:{'|'.join(PACKAGES)})(?:/\S*)?) {{2,}}(.+)", line) for line in code())
    return [(line[1], line[2]) for line in lines if line]


def test_every_script_in_the_readme_can_be_run() -> None:
    """A script the README names exists and may be executed."""
    named = {name for line in code() for name in re.findall(r"\bscripts/[\w.-]+|\.ci/run", line)}

    assert "scripts/demo" in named
    assert [] == [name for name in sorted(named) if not os.access(ROOT / name, os.X_OK)]


@pytest.mark.parametrize("program", MODULES)
def test_every_command_in_the_readme_exists(program: str) -> None:
    """A subcommand of ferry or ferry-server that the README names is listed by its --help."""
    named = {name for line in code() for name in re.findall(rf"(?:^|[$ ]){program} ([a-z][a-z-]+)", line)}

    assert [] == [name for name in sorted(named) if not re.search(rf"\b{name}\b", subcommands(program))]


def test_every_command_of_the_loader_is_in_the_readme() -> None:
    """The table of commands leaves out no subcommand of ferry."""
    rows = re.findall(r"^\| `ferry ([a-z]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert list(COMMANDS) == rows


def test_every_variable_of_the_loader_is_in_the_readme() -> None:
    """What the loader takes from the environment by a name of Ferry's own stands in a table."""
    rows = re.findall(r"^\| `(FERRY_[A-Z_]+)` \| [^`]", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "loaders").rglob("*.py"))

    assert set(re.findall(r'"(FERRY_[A-Z_]+)"', sources)) == set(rows)


def test_the_settings_in_the_readme_are_those_of_the_server() -> None:
    """The table of settings lists every setting with its default, and no other."""
    rows = re.findall(r"^\| `(FERRY_[A-Z_]+)` \| `([^`]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert {f"FERRY_{name.upper()}": str(default) for name, default in asdict(Settings()).items()} == {
        name: default.capitalize() if default in {"true", "false"} else default for name, default in rows
    }


def test_the_exit_codes_in_the_readme_are_those_of_the_loader() -> None:
    """The table of exit codes lists every code ferry ends with, and no other."""
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert {int(code) for code in ExitCode} == {int(code) for code in rows}


def test_the_code_map_repeats_the_docstrings() -> None:
    """Each line of the code map names a package or module that exists and gives the first line of its docstring."""
    said = dict(code_map())
    files = {path: ROOT / path if path.endswith(".py") else ROOT / path / "__init__.py" for path in said}

    assert said
    assert {path: (docstring(file) or "").partition("\n")[0] for path, file in files.items()} == said, RENEW


def test_the_code_map_names_every_package() -> None:
    """No package is missing from the code map."""
    packages = {file.parent.relative_to(ROOT).as_posix() for name in PACKAGES for file in (ROOT / name).rglob("__init__.py")}

    assert set() == packages - {path for path, _ in code_map()}, RENEW
