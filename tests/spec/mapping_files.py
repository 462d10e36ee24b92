"""Mapping files for tests: written beside a file of rows that has these headings."""

from __future__ import annotations

from pathlib import Path

from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import read_mappings
from tests.spec.loader_model import MODEL, columns_of


def applied(folder: Path, text: str, *headings: str) -> Mapping:
    """Return what a mapping file comes to for a file with these headings."""
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    document = read_mappings(path)[0]
    return document.apply(headings, columns_of(document.object_name), MODEL)
