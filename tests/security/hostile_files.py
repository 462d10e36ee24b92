"""Files made to exhaust, mislead or break whatever opens them, each in a few kilobytes and a few milliseconds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import xlwt  # type: ignore[import-untyped]

from tests.spec.workbooks import MAIN, sheet_xml, text_cell, workbook_parts, write_archive, write_rows

HEAD = f'<row r="1">{text_cell("A1", "name")}</row>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


def raw_archive(path: Path, parts: dict[str, bytes], claims: dict[str, tuple[bytes, int]], *, same: bool = False) -> Path:
    """Write an archive whose entries may claim any size for any packed bytes, or, `same`, all share the bytes of the last."""
    entries = {name: (_packed(part), len(part)) for name, part in parts.items()} | claims
    data, directory, offset = b"", b"", 0
    for name, (packed, size) in entries.items():
        crc = zlib.crc32(parts[name]) if name in parts else 0
        local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0) + name.encode()
        offset = offset if same and data else len(data)
        data += b"" if same and data else local + packed
        fields = (20, 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset)
        directory += _CENTRAL.pack(b"PK\x01\x02", *fields) + name.encode()
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), len(data), 0)
    path.write_bytes(data + directory + end)
    return path


def repeated(start: bytes, unit: bytes, times: int, end: bytes) -> tuple[bytes, int]:
    """Return raw deflate of a text that repeats a unit, made by repeating what the unit packs to, and its length."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    middle = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.compress(end) + packer.flush()
    return first + middle * times + last, len(start) + len(unit) * times + len(end)


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _parts(**changed: str) -> dict[str, bytes]:
    parts = workbook_parts({"Sheet": sheet_xml(HEAD)}) | {
        {"sheet": SHEET, "strings": STRINGS}[n]: p for n, p in changed.items()
    }
    return {name: part.encode() for name, part in parts.items()}


def _with_entities(path: Path, doctype: str, *, strings: bool = False) -> Path:
    body = f'<row r="2">{text_cell("A2", "&z;")}</row>'
    if strings:
        part = f'<!DOCTYPE sst [{doctype}]><sst xmlns="{MAIN}"><si><t>&z;</t></si></sst>'
        return write_archive(path, workbook_parts({"Sheet": sheet_xml(HEAD)}, strings=part))
    return write_archive(path, workbook_parts({"Sheet": f"<!DOCTYPE worksheet [{doctype}]>" + sheet_xml(HEAD + body)}))


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{("&" + before + ";") * 10}">' for before, name in zip("abcdefghi", "bcdefghiz", strict=True)
)
QUADRATIC = f'<!ENTITY a "{"x" * 100_000}"><!ENTITY z "{"&a;" * 10_000}">'


def laughs_in_sheet(path: Path) -> Path:
    """Write a sheet whose one cell grows to a billion characters."""
    return _with_entities(path, LAUGHS)


def laughs_in_strings(path: Path) -> Path:
    """Write the same into the shared strings."""
    return _with_entities(path, LAUGHS, strings=True)


def with_external_entity(path: Path, address: str) -> Path:
    """Write a cell whose text is to be fetched from elsewhere."""
    return _with_entities(path, f'<!ENTITY z SYSTEM "{address}">')


def quadratic(path: Path) -> Path:
    """Write one long entity that is named ten thousand times."""
    return _with_entities(path, QUADRATIC)


def doctype_in_utf_16(path: Path) -> Path:
    """Write the laughs in an encoding in which a search for them finds nothing."""
    sheet = (f"<!DOCTYPE worksheet [{LAUGHS}]>" + sheet_xml(HEAD)).encode("utf-16")
    return raw_archive(path, _parts() | {SHEET: sheet}, {})


def million_strings(path: Path) -> Path:
    """Write 305 MB of shared strings into less than a megabyte."""
    strings = repeated(f'<sst xmlns="{MAIN}">'.encode(), b"<si><t>aaaaaaaaaaaaaaaaaaaa</t></si>" * 10_000, 847, b"</sst>")
    return raw_archive(path, _parts(), {STRINGS: strings})


def million_rows(path: Path) -> Path:
    """Write 98 MB of rows into a third of a megabyte."""
    rows = repeated(
        sheet_xml(HEAD).partition("</sheetData>")[0].encode(), b'<row><c t="b"><v>1</v></c></row>' * 10_000, 306, b""
    )
    return raw_archive(path, _parts(), {SHEET: rows})


def lying_size(path: Path) -> Path:
    """Write the same, but claim that it is small."""
    packed, _ = repeated(
        sheet_xml(HEAD).partition("</sheetData>")[0].encode(), b"<row><c><v>1</v></c></row>" * 10_000, 400, b""
    )
    return raw_archive(path, _parts(), {SHEET: (packed, 5_000)})


def overlapping(path: Path) -> Path:
    """Write entries that are all the same bytes of the archive."""
    return raw_archive(path, {}, {f"xl/media/{n}.xml": (_packed(bytes(range(256))), 256) for n in range(99)}, same=True)


def blank_rows(path: Path) -> Path:
    """Write a million rows without cells between the headings and the last row of all."""
    blank = "".join(f'<row r="{number}"/>' for number in range(2, 1_048_576))
    return write_rows(path, f'{HEAD}{blank}<row r="1048576">{text_cell("B1048576", "last")}</row>')


def far_cell(path: Path) -> Path:
    """Write one cell in the last column of row 200,000."""
    return write_rows(path, f'{HEAD}<row r="200000">{text_cell("XFD200000", "far")}</row>')


def far_cell_in_range(path: Path) -> Path:
    """Write far cells that stay within the limits of rows and columns."""
    return write_rows(path, f'{HEAD}<row r="2">{text_cell("ALL2", "far")}</row><row r="19999">{text_cell("A19999", "x")}</row>')


def misplaced_cell(path: Path) -> Path:
    """Write a cell that says it is in another row than the one it is in."""
    return write_rows(path, f'{HEAD}<row r="2">{text_cell("A1048576", "elsewhere")}</row>')


def far_cell_in_xls(path: Path) -> Path:
    """Write the first and the last cell of an .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet")
    sheet.write(0, 0, "name")
    sheet.write(65_535, 255, "far")
    book.save(str(path))
    return path


def truncated(path: Path) -> Path:
    """Write the first half of a workbook."""
    data = write_rows(path, HEAD * 50).read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def encrypted(path: Path) -> Path:
    """Write a workbook whose entries are marked as encrypted."""
    data = bytearray(write_rows(path, HEAD).read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    return path


def encrypted_office(path: Path) -> Path:
    """Write what spreadsheets make of a workbook with a password: another container, with one stream in it."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000))
    return path


def many_entries(path: Path) -> Path:
    """Write 1,001 entries."""
    return write_archive(path, workbook_parts({"Sheet": sheet_xml(HEAD)}) | {f"xl/media/{n}": "" for n in range(996)})


def path_elsewhere(path: Path) -> Path:
    """Write an entry that would be unpacked outside its folder."""
    return write_archive(path, workbook_parts({"Sheet": sheet_xml(HEAD)}) | {"../../etc/passwd": "x"})


def nested_path(path: Path) -> Path:
    """Write an entry that lies inside another entry."""
    return write_archive(path, workbook_parts({"Sheet": sheet_xml(HEAD)}) | {"xl/a": "x", "xl/a/b": "x"})


def other_archive(path: Path) -> Path:
    """Write an archive that is no workbook."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return path


def picture(path: Path) -> Path:
    """Write a picture."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    return path


def gzip_bomb(path: Path) -> Path:
    """Write a gigabyte of good rows into a megabyte."""
    packed, _ = repeated(b"name\n", b"Ann\n" * 250_000, 1_000, b"")
    path.write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + packed + bytes(8))
    return path


def endless_quote(path: Path) -> Path:
    """Write a quote that is opened and then 60 MB of text without an end of line."""
    path.write_bytes(b'name,note\n1,"' + b"x" * 60_000_000)
    return path


def endless_quote_over_lines(path: Path) -> Path:
    """Write a quote that is opened and then a million lines."""
    path.write_bytes(b'name,note\n1,"x\n' + b"2,3\n" * 1_000_000)
    return path


def cells_without_end(path: Path) -> Path:
    """Write a line of sixteen million cells."""
    path.write_bytes(b"name,note\n" + b"," * 16_000_000)
    return path


def deep_json(path: Path) -> Path:
    """Write lists in lists in lists."""
    path.write_bytes(b'{"name": ' + b"[" * 1_000_000 + b"\n")
    return path


Hostile = tuple[str, Callable[[Path], Path], str]


def costly_files() -> Iterator[Hostile]:
    """Yield what would cost a careless reader most: the name of each file, what writes it, and what is said of it."""
    yield "laughs.xlsx", laughs_in_sheet, "its XML defines entities of its own"
    yield "laughs-in-strings.xlsx", laughs_in_strings, "its XML defines entities of its own"
    yield "quadratic.xlsx", quadratic, "its XML defines entities of its own|times its size"
    yield "strings.xlsx", million_strings, "it unpacks to [0-9,]+ times its size"
    yield "rows.xlsx", million_rows, "it unpacks to [0-9,]+ times its size"
    yield "lying.xlsx", lying_size, "one of its entries is larger than it says"
    yield "overlap.xlsx", overlapping, "two of its entries overlap"
    yield "far.xlsx", far_cell, "the sheet has 16,384 columns, more than 1,024: .* XFD200000"
    yield "cut.xlsx", truncated, "its archive is damaged or cut off"
    yield "encrypted.xlsx", encrypted, "it is protected with a password"
    yield "entries.xlsx", many_entries, "it has more than 1,000 entries"
    yield "picture.xlsx", picture, "is a picture"
    yield "bomb.csv.gz", gzip_bomb, "unpacks to more than 100 times its size"
    yield "quote.csv", endless_quote, "line 2 is longer than 20 MB"
    yield "cells.csv", cells_without_end, "line 2 has more than 100,000 cells"


def misleading_files() -> Iterator[Hostile]:
    """Yield the others likewise."""
    yield "utf-16.xlsx", doctype_in_utf_16, "its XML is not UTF-8"
    yield "misplaced.xlsx", misplaced_cell, "the rows of the sheet are in disorder"
    yield "far.xls", far_cell_in_xls, "the sheet reaches to IV65536, but has only 2 cells"
    yield "office.xlsx", encrypted_office, "it is protected with a password"
    yield "elsewhere.xlsx", path_elsewhere, "a path that leads elsewhere"
    yield "nested.xlsx", nested_path, "one of its entries lies inside another"
    yield "archive.csv", other_archive, "is a zip archive, but no .xlsx workbook"
    yield "quotes.csv", endless_quote_over_lines, "the quote opened in line 2 is never closed .QUOTE_UNCLOSED."
    yield "deep.jsonl", deep_json, "line 1: nested too deeply"
