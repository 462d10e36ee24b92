"""Which files of a folder an import takes."""

from __future__ import annotations

from pathlib import Path

from loaders.imports.planning import folder_targets


def test_files_are_taken_by_the_objects_they_are_named_after(tmp_path: Path) -> None:
    """Whole files and parts count; what ferry itself puts beside them does not, least of all ids that were destroyed."""
    aside = ("people.csv.rejects.csv", "people.destroyed.csv", "people.unprocessed.csv", "people.csv.part", ".people.csv")
    for name in ("people.csv", "company-0001.xlsx", "notes.txt.gz", "manifest.json", *aside):
        (tmp_path / name).touch()
    found = folder_targets(tmp_path, {"people", "company", "notes"}.__contains__)

    assert ["company-0001.xlsx", "notes.txt.gz", "people.csv"] == [Path(target.path).name for target in found]
