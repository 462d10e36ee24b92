"""Bytes to text without a doubt: a byte order mark, strict UTF-8, what was declared, or cp1252 with a warning."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, replace

from loaders.errors import FileError, UsageError
from loaders.files.raw_file import RawFile, file_errors

CHUNK = 1 << 20
LONGEST_LINE = 20 * 1024 * 1024
"""Characters of one physical line; more cannot be read without spending the memory they ask for."""
UTF_8 = "utf-8-sig"
FALLBACK = "cp1252"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one pass over the bytes tells: their encoding and digest, the number of physical lines, and what was guessed."""

    encoding: str
    digest: bytes
    lines: int
    notes: tuple[str, ...] = ()


class _BadByte(Exception):
    def __init__(self, line: int, byte: int) -> None:
        super().__init__(f"line {line} (byte 0x{byte:02x})")
        self.line = line


def choose_encoding(file: RawFile, declared: str | None) -> str:
    """Return the codec that the beginning of the file or its user names, else UTF-8."""
    with file_errors(file.name), file.open() as stream:
        head = stream.read(4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if declared is None:
        return marked or UTF_8
    try:
        bytes(4).decode(declared)
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        raise UsageError(f'--encoding "{declared}" is not known; try utf-8, cp1252 or iso-8859-1') from None
    if marked and name.startswith(marked):
        return marked
    return {"utf-8": UTF_8, "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)


def decode(file: RawFile, declared: str | None, *, guess: bool = True) -> Decoded:
    """Find the encoding by decoding the whole file once, in pieces; a byte that does not fit is named by its line."""
    encoding = choose_encoding(file, declared)
    try:
        return _decoded(file, encoding, replaced=declared is not None or not guess)
    except _BadByte as bad:
        if declared is not None or encoding != UTF_8 or not guess:
            raise FileError(
                f"{file.name}: {bad} is not {encoding.removesuffix('-sig')} (ENCODING); "
                "name the file's encoding with --encoding, for example --encoding cp1252"
            ) from None
        line = bad.line
    try:
        found = _decoded(file, FALLBACK, replaced=False)
    except _BadByte as bad:
        raise FileError(
            f"{file.name}: line {line} is not UTF-8, and {bad} is not {FALLBACK} either (ENCODING); "
            "name the file's encoding with --encoding"
        ) from None
    note = (
        f"line {line} is not UTF-8, so the file was read as {FALLBACK} (Windows, Western Europe): look at its accented "
        "letters, and give --encoding if they are wrong"
    )
    return replace(found, notes=(note,))


def _decoded(file: RawFile, encoding: str, *, replaced: bool) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    digest = hashlib.sha256()
    lines, last, run = 0, "", 0
    with file_errors(file.name), file.open() as stream:
        while True:
            piece = stream.read(CHUNK)
            digest.update(piece)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                before = error.object[: error.start].decode(encoding, "replace")
                raise _BadByte(lines + _line_ends(last, before) + 1, error.object[error.start]) from None
            if not replaced and "\ufffd" in text:
                raise _replacement(file, lines + _line_ends(last, text[: text.index("\ufffd")]) + 1)
            end = max(text.rfind("\n"), text.rfind("\r"))
            run = run + len(text) if end < 0 else len(text) - end - 1
            lines += _line_ends(last, text)
            if run > LONGEST_LINE:
                raise FileError(
                    f"{file.name}: line {lines + 1} is longer than {LONGEST_LINE >> 20} MB (CELL_TOO_LONG); "
                    "perhaps the file has no line ends, or a quote is never closed"
                )
            last = text[-1:] or last
            if not piece:
                break
    return Decoded(encoding, digest.digest(), lines + (last not in ("", "\n", "\r")))


def _replacement(file: RawFile, line: int) -> FileError:
    return FileError(
        f"{file.name}: line {line} has the replacement character U+FFFD: a letter was lost before, when the file was made "
        "(ENCODING); make the file again from its source, or give --encoding to take the character as it stands"
    )


def _line_ends(previous: str, text: str) -> int:
    """Count the line ends in a piece of text; CR LF counts once, also across two pieces."""
    split = previous == "\r" and text.startswith("\n")
    return text.count("\n") + text.count("\r") - text.count("\r\n") - split
