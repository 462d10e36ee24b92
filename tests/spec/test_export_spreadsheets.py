"""A spreadsheet opens an export and runs nothing of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from loaders.exports.formats import Format, Layout
from loaders.exports.parts import Part
from loaders.mapping.columns import Column
from schema.field_types import FieldType
from tests.spec.guarded_texts import GUARDED_TEXTS

SOFFICE = shutil.which("soffice")
COLUMNS = (Column("Id", "id", "id", FieldType.UUID), Column("=Name", "name", "name", FieldType.TEXT))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format_", [Format.CSV, Format.XLSX])
def test_no_cell_is_a_formula(tmp_path: Path, format_: Format) -> None:
    """LibreOffice finds no formula in a file of forty texts that would be some."""
    file = tmp_path / f"texts.{format_}"
    part = Part(Layout(format_, "Texts", COLUMNS), file)
    part.write([{"id": str(number), "name": text} for number, text in enumerate(GUARDED_TEXTS)])
    part.publish()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    content = (tmp_path / "texts.fods").read_text(encoding="utf-8")

    assert "table:formula" not in content
    assert "HYPERLINK" in content
