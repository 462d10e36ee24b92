"""Packages of the clients: `scripts/clients` installs them, tests run what they bring."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.spec.tree import ROOT

NODE = Path(__file__).parent / "node"
PYTHON = Path(__file__).parent / "python"
_PATIENCE = 100


def run_node(script: str, *arguments: str | Path) -> Any:
    """Run a script of the folder `node` and return the JSON it prints."""
    command: list[str | Path] = ["node", NODE / script, *arguments]
    return json.loads(_run(command, NODE))


def run_node_program(program: str, *arguments: str | Path, folder: Path) -> None:
    """Run a program of an npm package in a folder."""
    _run([NODE / "node_modules" / ".bin" / program, *arguments], folder)


def run_python(*arguments: str | Path, folder: Path, **variables: str) -> str:
    """Run the interpreter of the Python clients in a folder, with variables for its environment; return what it prints."""
    return _run([PYTHON / ".venv" / "bin" / "python", *arguments], folder, **variables)


def run_generated(script: str, *arguments: str, folder: Path) -> Any:
    """Run a script of the folder `python` that imports what was generated in another; return the JSON it prints."""
    return json.loads(run_python(PYTHON / script, *arguments, folder=folder, PYTHONPATH=str(folder)))


def install(clients: str) -> None:
    """Install the clients of a folder, `node` or `python`; without Node.js the test is skipped."""
    if clients == "node" and not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node.js and npm are not installed")
    # Tests run side by side, and the first of them installs for all.
    with (Path(__file__).parent / clients / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _run([ROOT / "scripts" / "clients", clients], ROOT, PYTHON=sys.executable)


def _run(command: Sequence[str | Path], folder: Path, **variables: str) -> str:
    environment = {**os.environ, **variables}
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=_PATIENCE)
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    return ended.stdout
