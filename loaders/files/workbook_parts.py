"""The parts of an .xlsx archive that rows are read from: its sheets in their order, strings, styles, and its calendar."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from loaders.errors import FileError

_LARGEST_PART = 10 << 20
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with cells, and the entry of the archive it is in."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """Where in the archive everything is; None where the workbook has no such part."""

    sheets: tuple[Sheet, ...]
    strings: str | None
    styles: str | None
    from_1904: bool


def find_parts(archive: zipfile.ZipFile, name: str) -> Parts:
    """Read the table of contents of a workbook whose archive was found harmless."""
    entries = {entry.lower(): entry for entry in archive.namelist()}
    if _BOOK not in entries or _RELATIONS not in entries:
        raise FileError(f"{name}: is a zip archive, but no .xlsx workbook; unpack it, or save the table as .xlsx or CSV")
    try:
        book = _parsed(archive, entries[_BOOK])
        relations = list(_relations(_parsed(archive, entries[_RELATIONS]), entries))
    except ET.ParseError:
        raise FileError(
            f"{name}: the workbook's list of sheets is damaged; open it in a spreadsheet and save it again"
        ) from None
    targets = {key: target for key, kind, target in relations if kind == "worksheet"}
    sheets = tuple(_sheets(book, targets))
    by_kind = {kind: target for _, kind, target in relations}
    return Parts(sheets, by_kind.get("sharedStrings"), by_kind.get("styles"), _counts_from_1904(book))


def _parsed(archive: zipfile.ZipFile, entry: str) -> ET.Element:
    if archive.getinfo(entry).file_size > _LARGEST_PART:
        raise ET.ParseError
    return ET.fromstring(archive.read(entry))  # noqa: S314 - the guard refused every document type and entity


def _relations(root: ET.Element, entries: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for relation in root:
        path = relation.get("Target", "")
        path = path.lstrip("/") if path.startswith("/") else posixpath.normpath(posixpath.join("xl", path))
        target = entries.get(path.lower())
        if target is not None:
            yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], target


def _sheets(book: ET.Element, targets: dict[str, str]) -> Iterator[Sheet]:
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        if key in targets:
            yield Sheet(sheet.get("name", ""), targets[key], sheet.get("state", "visible") != "visible")


def _counts_from_1904(book: ET.Element) -> bool:
    settings = book.find("{*}workbookPr")
    return settings is not None and settings.get("date1904", "0") in ("1", "true")
