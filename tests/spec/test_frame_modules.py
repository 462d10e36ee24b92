"""Every module is small and says in one sentence what it is."""

from __future__ import annotations

from tests.spec.tree import docstring, modules, relative

LONGEST = 300
OUTLIERS: dict[str, str] = {}
"""Modules that may be longer, each with its reason."""


def test_no_module_is_longer_than_300_lines() -> None:
    """A module over 300 lines is listed with its reason."""
    longer = {relative(file) for file in modules() if len(file.read_text(encoding="utf-8").splitlines()) > LONGEST}

    assert set() == longer - set(OUTLIERS)


def test_every_module_has_a_docstring() -> None:
    """Every module begins with its sentence."""
    assert [] == [relative(file) for file in modules() if not docstring(file)]


def test_no_module_is_named_after_a_drawer() -> None:
    """Modules are named by a noun of the field, never utils, helpers or common."""
    assert [] == [
        relative(file) for file in modules() if file.stem.strip("_") in {"utils", "util", "helpers", "common", "misc"}
    ]
