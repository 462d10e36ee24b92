"""Strings: what the strings of GraphQL say."""

from __future__ import annotations

import json
import re

_LINE_BREAK = re.compile(r"\r\n|[\n\r]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = " \t"


def unescaped(written: str) -> str | None:
    """Return what a string with JSON's escapes says, or None when they are half of a character."""
    said: str = json.loads(written, strict=False)
    return None if _LONE_SURROGATE.search(said) else said


def block_text(written: str) -> str:
    """Return what a block string says: without its marks, the indentation common to its lines and the blank lines around."""
    lines = _LINE_BREAK.split(written[3:-3].replace('\\"""', '"""'))
    indents = {index: len(line) - len(line.lstrip(_BLANKS)) for index, line in enumerate(lines) if line.strip(_BLANKS)}
    if not indents:
        return ""
    common = min((indent for index, indent in indents.items() if index), default=0)
    shifted = [lines[0], *(line[common:] for line in lines[1:])]
    return "\n".join(shifted[min(indents) : max(indents) + 1])
