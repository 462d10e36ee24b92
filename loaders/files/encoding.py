"""Bytes to text without a doubt: a byte order mark, strict UTF-8, or the encoding that was declared."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import FileError, UsageError

CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What one pass over the bytes tells: their digest and the number of physical lines."""

    digest: bytes
    lines: int
    size: int


def choose_encoding(path: Path, declared: str | None) -> str:
    """Return the codec the file is read with."""
    if declared is not None:
        try:
            name = codecs.lookup(declared).name
        except LookupError:
            raise UsageError(f'--encoding "{declared}" is not known; try utf-8, cp1252 or iso-8859-1') from None
        return "utf-8-sig" if name == "utf-8" else name
    with path.open("rb") as stream:
        head = stream.read(4)
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8-sig")


def read_contents(path: Path, encoding: str) -> Contents:
    """Decode the whole file once, in pieces, and count its lines; a byte that does not fit is named by its line."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    digest = hashlib.sha256()
    lines, size, last = 0, 0, ""
    with path.open("rb") as stream:
        while True:
            piece = stream.read(CHUNK)
            digest.update(piece)
            size += len(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(encoding, "replace")
                line = lines + _line_ends(last, before) + 1
                raise FileError(
                    f"{path}: line {line} is not {encoding.removesuffix('-sig')} (byte 0x{error.object[error.start]:02x}); "
                    "name the file's encoding with --encoding, for example --encoding cp1252"
                ) from None
            lines += _line_ends(last, text)
            last = text[-1:] or last
            if not piece:
                break
    return Contents(digest.digest(), lines + (last not in ("", "\n", "\r")), size)


def _line_ends(previous: str, text: str) -> int:
    """Count the line ends in a piece of text; CR LF counts once, also across two pieces."""
    split = previous == "\r" and text.startswith("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n") - split
