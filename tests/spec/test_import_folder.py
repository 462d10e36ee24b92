"""Which files an import takes."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from loaders.commands.import_targets import find_targets
from loaders.errors import UsageError
from loaders.imports.planning import folder_targets
from loaders.remote.client import Client


def test_files_are_taken_by_the_objects_they_are_named_after(tmp_path: Path) -> None:
    """Whole files and parts count; what ferry itself puts beside them does not, least of all ids that were destroyed."""
    aside = ("people.csv.rejects.csv", "people.destroyed.csv", "people.unprocessed.csv", "people.csv.part", ".people.csv")
    for name in ("people.csv", "company-0001.xlsx", "notes.txt.gz", "manifest.json", *aside):
        (tmp_path / name).touch()
    found = folder_targets(tmp_path, {"people", "company", "notes"}.__contains__)

    assert ["company-0001.xlsx", "notes.txt.gz", "people.csv"] == [Path(target.path).name for target in found]


def test_several_files_without_objects_are_told_how_to_be_named(tmp_path: Path) -> None:
    """`ferry import people a.csv b.csv` is answered with the command that was meant."""
    with pytest.raises(UsageError, match=r"ferry import people=a\.csv people=b\.csv"):
        find_targets(cast("Client", None), ["people", "a.csv", "b.csv"], None)
