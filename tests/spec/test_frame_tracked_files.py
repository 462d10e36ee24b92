"""What git tracks runs anywhere: it names no machine and no package registry."""

from __future__ import annotations

import re

from tests.spec.tree import relative, tracked_files

MACHINE_PATH = re.compile(rb"(?<![\w.:/-])/(?:work|home|root|Users|opt|tmp/venv)/")
REGISTRY = re.compile(rb"\b(?:registry\.npmjs|pypi|pythonhosted|yarnpkg)\.(?:org|com)\b|\bdeb\.debian\b")
LARGEST = 2_000_000


def test_no_tracked_file_names_a_path_of_a_machine() -> None:
    """No tracked file holds an absolute path of one machine."""
    assert [] == [relative(file) for file in tracked_files() if MACHINE_PATH.search(file.read_bytes())]


def test_no_tracked_file_names_a_package_registry() -> None:
    """No tracked file holds the host of a package registry: the clients know where to ask."""
    assert [] == [relative(file) for file in tracked_files() if REGISTRY.search(file.read_bytes())]


def test_no_tracked_file_is_large() -> None:
    """Data is generated on demand and third-party code is fetched, so no tracked file is large."""
    assert [] == [relative(file) for file in tracked_files() if file.stat().st_size > LARGEST]
