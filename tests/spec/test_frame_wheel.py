"""The wheel is complete: it installs anywhere with the page GraphiQL needs inside."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.spec.tree import ROOT, modules, relative, tracked_files


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Build the wheel from a copy of the tree and return the names of its files."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    fetched = [file for file in (ROOT / "server" / "http" / "static").rglob("*") if file.is_file()]
    for file in {*tracked_files(), *modules(), *fetched}:
        copy = source / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        target,
        source,
    ]
    subprocess.run(command, check=True, capture_output=True)
    with zipfile.ZipFile(next(target.glob("crm_ferry-*.whl"))) as wheel:
        return set(wheel.namelist())


def test_the_wheel_holds_every_module(contents: set[str]) -> None:
    """Every module of the three packages is in the wheel."""
    assert set() == {relative(file) for file in modules()} - contents


def test_the_wheel_holds_the_graphiql_page(contents: set[str]) -> None:
    """The page and, where they were fetched, all of its libraries are in the wheel."""
    page = ROOT / "server" / "http" / "graphiql_page"
    libraries = [f"server/http/static/graphiql/{file['path']}" for file in json.loads((page / "files.json").read_text())]
    wanted = {relative(page / name) for name in ("index.html", "page.css", "page.js", "files.json")}
    wanted |= {name for name in libraries if (ROOT / name).is_file()}

    assert set() == wanted - contents


def test_the_wheel_holds_nothing_else_of_the_tree(contents: set[str]) -> None:
    """Tests and scripts stay out of the wheel."""
    assert {"schema", "server", "loaders"} == {name.split("/")[0] for name in contents if ".dist-info/" not in name}
