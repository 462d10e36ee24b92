"""The tree the tests stand in: its root, its modules and what git tracks."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("schema", "server", "loaders")


def modules() -> list[Path]:
    """Return every Python module of the three packages."""
    return sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))


def relative(file: Path) -> str:
    """Return the name of a file as seen from the root."""
    return file.relative_to(ROOT).as_posix()


def docstring(file: Path) -> str | None:
    """Return the docstring of a module."""
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def tracked_files() -> list[Path]:
    """Return the files git tracks, those deleted but not committed left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [file for name in listed.split("\0") if name and (file := ROOT / name).is_file()]
