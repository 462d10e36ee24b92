"""Looks at a workbook's archive before anything opens it, so that no file takes more memory or time than it is worth."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from loaders.errors import FileError

MOST_ENTRIES = 1000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_EXPANSION = 100
_LARGEST_DIRECTORY = 4 << 20
_TAIL = 65_557
_PIECE = 1 << 16
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED = 1
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML = (".xml", ".rels")


def check_archive(path: Path, name: str, *, large: bool = False) -> None:
    """Refuse an archive that is hostile or damaged; `large` lifts the limits of size, and no others."""
    try:
        with path.open("rb") as stream:
            reason = _directory_fault(stream) or _archive_fault(stream, path.stat().st_size, large=large)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError):
        reason = "its archive is damaged or cut off; get the file again"
    if reason:
        raise FileError(f"{name}: the workbook was not opened: {reason}")


def _directory_fault(stream: BinaryIO) -> str | None:
    """Judge by the end of the archive how long its list of entries is, before that list is read."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    start = tail.rfind(b"PK\x05\x06")
    entries, length = struct.unpack_from("<HL", tail, start + 10) if start >= 0 else struct.unpack("<HL", b"")
    if entries > MOST_ENTRIES or length > _LARGEST_DIRECTORY:
        return f"it has more than {MOST_ENTRIES:,} entries"
    return None


def _archive_fault(stream: BinaryIO, size: int, *, large: bool) -> str | None:
    with zipfile.ZipFile(stream) as archive:
        entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        return f"it has {len(entries):,} entries, more than {MOST_ENTRIES:,}"
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return "it is protected with a password; save it without"
    if any(entry.compress_type not in _STORED_OR_DEFLATED for entry in entries):
        return "it is packed in a way that no spreadsheet uses"
    return (
        _path_fault(names)
        or (None if large else _size_fault(sum(entry.file_size for entry in entries), size))
        or _overlap_fault(stream, entries)
        or _content_fault(stream, entries)
    )


def _path_fault(names: Sequence[str]) -> str | None:
    seen = {name.lower() for name in names}
    if len(seen) < len(names):
        return "two of its entries have the same name"
    for name in seen:
        parts = name.rstrip("/").split("/")
        if "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
            return "one of its entries has a path that leads elsewhere"
        if any("/".join(parts[:end]) in seen for end in range(1, len(parts))):
            return "one of its entries lies inside another"
    return None


def _size_fault(unpacked: int, size: int) -> str | None:
    lift = "; give --allow-large-workbook if you trust the file"
    if unpacked > MOST_UNPACKED:
        return f"it unpacks to {unpacked >> 20:,} MB, more than {MOST_UNPACKED >> 20} MB{lift}"
    if unpacked > MOST_EXPANSION * size:
        return f"it unpacks to {unpacked / size:,.0f} times its size, more than {MOST_EXPANSION} times{lift}"
    return None


def _overlap_fault(stream: BinaryIO, entries: Sequence[zipfile.ZipInfo]) -> str | None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return "two of its entries overlap"
        end = _data_offset(stream, entry) + entry.compress_size
    return None


def _data_offset(stream: BinaryIO, entry: zipfile.ZipInfo) -> int:
    stream.seek(entry.header_offset)
    mark, name, extra = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    if mark != b"PK\x03\x04":
        raise zipfile.BadZipFile
    return entry.header_offset + _LOCAL_HEADER.size + int(name) + int(extra)


def _content_fault(stream: BinaryIO, entries: Sequence[zipfile.ZipInfo]) -> str | None:
    """Unpack what would be read, never more than its entry declares, and refuse what XML of a workbook never has."""
    for entry in entries:
        if not entry.filename.lower().endswith(_XML):
            continue
        size, carry = 0, b""
        for piece in _inflated(stream, entry):
            if size == 0 and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
                return "its XML is not UTF-8"
            size += len(piece)
            text = carry + piece
            if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                return "its XML defines entities of its own"
            if size > entry.file_size:
                return "one of its entries is larger than it says"
            carry = piece[-9:]
        if size != entry.file_size:
            return "one of its entries is shorter than it says; get the file again"
    return None


def _inflated(stream: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    stream.seek(_data_offset(stream, entry))
    left = entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := stream.read(min(_PIECE, left))):
        left -= len(packed)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed:
            yield inflater.decompress(packed, 1 << 20)
            packed = inflater.unconsumed_tail
