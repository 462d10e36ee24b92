"""The three packages are ours: nothing that is installed can take their place."""

from __future__ import annotations

import importlib
from importlib.metadata import packages_distributions

import pytest

from tests.spec.tree import PACKAGES, ROOT


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_imported_from_the_tree(name: str) -> None:
    """Importing schema, server or loaders finds the folder of this tree."""
    module = importlib.import_module(name)

    assert str(ROOT / name / "__init__.py") == module.__file__


@pytest.mark.parametrize("name", PACKAGES)
def test_no_dependency_ships_a_package_of_the_same_name(name: str) -> None:
    """No installed distribution but our own claims the names schema, server and loaders."""
    assert set() == set(packages_distributions().get(name, [])) - {"crm-ferry"}
