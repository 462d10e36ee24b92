"""The small workbook around a block of rows: the strings and styles of the whole one, and a sheet with those rows alone."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from loaders.files.workbook_parts import Parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
_RELATION = '<Relationship Id="{0}" Type="' + _OFFICE + '/{0}" Target="{1}.xml"/>'
_ROOT_RELATIONS = _PACKAGE % _RELATION.format("officeDocument", "xl/workbook")
_RELATIONS = _PACKAGE % "".join(
    _RELATION.format(kind, target)
    for kind, target in (("worksheet", "worksheets/sheet1"), ("sharedStrings", "sharedStrings"), ("styles", "styles"))
)
_BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="%d"/>'
    '<sheets><sheet name="rows" sheetId="1" r:id="worksheet"/></sheets></workbook>'
)


@dataclass(frozen=True, slots=True)
class BlockTemplate:
    """The entries that are the same around every block, by their names."""

    entries: tuple[tuple[str, bytes], ...]

    @property
    def size(self) -> int:
        """How much is read again for every block."""
        return sum(len(content) for _, content in self.entries)

    def around(self, rows: bytes, prefix: bytes) -> io.BytesIO:
        """Return a workbook whose only sheet has these rows."""
        declared = b"xmlns:" + prefix.rstrip(b":") if prefix else b"xmlns"
        sheet = b'<%sworksheet %s="%s"><%ssheetData>%s</%ssheetData></%sworksheet>' % (
            *(prefix, declared, _MAIN.encode(), prefix),
            *(rows, prefix, prefix),
        )
        workbook = io.BytesIO()
        with zipfile.ZipFile(workbook, "w") as archive:
            for name, content in (*self.entries, ("xl/worksheets/sheet1.xml", sheet)):
                archive.writestr(name, content)
        workbook.seek(0)
        return workbook


def block_template(archive: zipfile.ZipFile, parts: Parts) -> BlockTemplate:
    """Return what the blocks of a workbook share."""
    entries = [
        ("_rels/.rels", _ROOT_RELATIONS.encode()),
        ("xl/workbook.xml", (_BOOK % parts.from_1904).encode()),
        ("xl/_rels/workbook.xml.rels", _RELATIONS.encode()),
    ]
    if parts.strings:
        entries.append(("xl/sharedStrings.xml", archive.read(parts.strings)))
    if parts.styles:
        entries.append(("xl/styles.xml", archive.read(parts.styles)))
    return BlockTemplate(tuple(entries))
