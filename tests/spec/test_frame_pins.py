"""Everything that is installed is pinned, by name and version or by hash alone."""

from __future__ import annotations

import json
import re
import tomllib

from tests.spec.tree import ROOT

PIN = re.compile(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*")
PAGE = ROOT / "server" / "http" / "graphiql_page"


def canonical(requirement: str) -> str:
    """Return the name of a requirement in the one spelling installers compare."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[;<>=!~]", requirement, maxsplit=1)[0]).lower()


def pins() -> list[str]:
    """Return the lines of the constraints file."""
    return (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()


def test_a_constraint_is_a_name_and_a_version() -> None:
    """Every line of constraints.txt reads name==version, with no address and no option."""
    assert [] == [line for line in pins() if not PIN.fullmatch(line)]


def test_every_declared_dependency_is_pinned() -> None:
    """Each dependency in pyproject.toml, for running and for developing, has a line in constraints.txt."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]

    assert set() == {canonical(each) for each in declared} - {canonical(line) for line in pins()}


def test_the_npm_lock_names_no_host() -> None:
    """The lock of the GraphiQL files holds versions and hashes, and no address to fetch them from."""
    lock = (PAGE / "package-lock.json").read_text(encoding="utf-8")

    assert [] == re.findall(r'"resolved"|https?:', lock)


def test_every_graphiql_file_comes_from_a_locked_package() -> None:
    """The files the page loads are those of the packages and versions in the lock."""
    lock = json.loads((PAGE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {f"{name.removeprefix('node_modules/')}@{entry['version']}" for name, entry in lock.items() if name}
    files = json.loads((PAGE / "files.json").read_text(encoding="utf-8"))

    assert locked == {re.sub(r"^(@?[^@]+@[^/]+)/.*", r"\1", file["path"]) for file in files}
