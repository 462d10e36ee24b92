"""Where recipes are run: two servers, a home with profiles, and a folder with the files the recipes name."""

from __future__ import annotations

import csv
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from loaders.cli import cli
from tests.io.running_server import ROOT
from tests.requirements.door import Door, read_rows
from tests.requirements.recipe_book import Block, missing, turns

_FERRY = f"""#!/bin/sh
echo $$ > "$HOME/ferry.pid"
PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -P -m loaders "$@"
"""
_ANY = "{or: [{deletedAt: {is: NULL}}, {deletedAt: {is: NOT_NULL}}]}"
_OBJECTS = ("Opportunities", "People", "Companies")


@dataclass(frozen=True, slots=True)
class Kitchen:
    """The server of the profile `crm`, another one, and a folder that is home and working folder at once."""

    door: Door
    other: Door
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a person who follows a recipe has set."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FERRY_", "XDG_"))}
        path = f"{self.folder / 'bin'}{os.pathsep}{kept['PATH']}"
        return {**kept, "PATH": path, "HOME": str(self.folder), "FERRY_PROFILE": "crm"}

    def furnish(self, data: Path) -> None:
        """Empty the servers, and lay out the sample, the command and the profiles."""
        shutil.copytree(data, self.folder / "data")
        self.write("bin/ferry", _FERRY).chmod(0o700)
        self.name_servers(crm=self.door.url)
        for door in (self.door, self.other):
            empty(door)

    def name_servers(self, **addresses: str) -> None:
        """Write a profile for each of these addresses of the first server, and for the other under all names it has."""
        keys = {name: (url, self.door.key) for name, url in addresses.items()}
        keys |= dict.fromkeys(("test", "empty", "other", "rehearsal"), (self.other.url, self.other.key))
        lines = [f"{name}: {{url: {url!r}, key: {key!r}}}\n" for name, (url, key) in keys.items()]
        self.write(".config/ferry/profiles.yaml", "".join(lines)).chmod(0o600)

    def variables(self, url: str | None = None) -> dict[str, str]:
        """Return the variables that name the first server, or the way to it, in the place of a profile."""
        return {"FERRY_PROFILE": "", "FERRY_URL": url or self.door.url, "FERRY_API_KEY": self.door.key}

    def write(self, name: str, text: str) -> Path:
        """Write a file of the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def rows(self, name: str, *rows: Sequence[object]) -> Path:
        """Write a CSV file of the folder."""
        with (self.folder / name).open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        return self.folder / name

    def fill(self, *names: str) -> None:
        """Load files of the sample into the first server."""
        load(self.door, *(self.folder / "data" / f"{name}.csv" for name in names))

    def promote_one(self) -> None:
        """Write a file that changes the job title of one person of the sample."""
        address = read_rows(self.folder / "data" / "people.csv")[0]["Emails / Primary Email"]
        self.rows("raise.csv", ("Emails / Primary Email", "Job Title"), (address, "Head of everything"))

    def cook(self, *blocks: Block, **environment: str) -> None:
        """Run blocks as they stand, and hold the commands to their exit codes and to what is shown of their words."""
        for block in blocks:
            if block.language == "console":
                self._converse(block, environment)
            elif block.language == "yaml":
                self.write(block.words[0], block.text)
            else:
                done = self.shell(block.text, environment)
                assert block.exit_code == done.returncode, block.text + done.stdout + done.stderr

    def shell(self, script: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a script in processes of its own."""
        return subprocess.run(
            ["sh", "-euc", script],
            cwd=self.folder,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def _converse(self, block: Block, environment: Mapping[str, str]) -> None:
        said = turns(block)
        for turn in said:
            program, *arguments = shlex.split(turn.command)
            with chdir(self.folder):
                given = {**dict.fromkeys(os.environ), **self.environment, **environment}  # None takes a variable away
                done = CliRunner().invoke(cli, arguments, prog_name=program, env=given)

            assert "ferry" == program
            assert (block.exit_code if turn is said[-1] else 0) == done.exit_code, f"{turn.command}\n{done.output}"
            assert [] == missing(turn.shown, done.output), f"{turn.command}\n{done.output}"


def empty(door: Door) -> None:
    """Destroy the records that recipes make."""
    for name in _OBJECTS:
        door.ask(f"mutation {{ destroy{name}(filter: {_ANY}) {{ id }} }}")


def load(door: Door, *files: Path, options: Sequence[str] = ()) -> None:
    """Load files, each named after its object."""
    done = door.ferry("import", *(f"{file.stem}={file}" for file in files), "--yes", "--quiet", *options)

    assert 0 == done.exit_code, done.output
