"""Workbooks written part by part, so that a test decides what is in every cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
GENERAL, DAY, MOMENT, CLOCK, DURATION, PERCENT = range(6)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/>'
    '</borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6">'
    + "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in (0, 14, 22, 20, 46, 9))
    + "</cellXfs></styleSheet>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def relations(*targets: tuple[str, str, str]) -> str:
    """Return a part of relations: id, kind, target."""
    listed = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in targets)
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Return the part of a sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook_parts(sheets: dict[str, str], *, strings: str = "", settings: str = "", hidden: str = "") -> dict[str, str]:
    """Return the parts of a workbook by their names; `sheets` are whole parts by the names of their tabs."""
    tabs = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"{" state=" + chr(34) + "hidden" + chr(34) if name == hidden else ""}/>'
        for n, name in enumerate(sheets, 1)
    )
    targets = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    shared = [("strings", "sharedStrings", "sharedStrings.xml"), ("styles", "styles", "/xl/styles.xml")]
    return {
        "_rels/.rels": relations(("book", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{tabs}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*targets, *shared),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"><si><t>shared</t></si><si><t>007</t></si></sst>',
        **{f"xl/worksheets/sheet{n}.xml": part for n, part in enumerate(sheets.values(), 1)},
    }


def write_archive(path: Path, parts: dict[str, str]) -> Path:
    """Write the parts as an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def write_rows(path: Path, rows: str, **options: str) -> Path:
    """Write a workbook with one sheet of these rows."""
    return write_archive(path, workbook_parts({"Sheet": sheet_xml(rows)}, **options))


def text_cell(place: str, text: str) -> str:
    """Return a cell with text in it."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
