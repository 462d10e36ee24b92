"""How help is written: paragraphs, then examples and exit codes with their lines kept as they are."""

from __future__ import annotations

from collections.abc import Iterable

from loaders.errors import ExitCode

_KEPT = "\b\n"
"""What makes click leave the line breaks of a paragraph alone."""

EXIT_CODES = {
    ExitCode.DONE: "done; every row is accounted for and none was rejected",
    ExitCode.REJECTS: "finished, but some rows were rejected, or a file is incomplete",
    ExitCode.USAGE: "usage, mapping or an unreadable file; nothing was written",
    ExitCode.PERMISSION: "the key is unknown, or its role may not do this",
    ExitCode.UNREACHABLE: "the server did not answer, however often it was asked; the run can be resumed",
    ExitCode.INTERRUPTED: "interrupted; the run can be resumed",
}


def examples(*lines: str, codes: Iterable[ExitCode] = ()) -> str:
    """Return the end of a command's help: its examples, one a line, and the exit codes it may leave with."""
    parts = [_section("Examples", lines)]
    listed = [f"{int(code):>3}  {EXIT_CODES[code]}" for code in codes]
    return "\n\n".join([*parts, _section("Exit codes", listed)] if listed else parts)


def _section(title: str, lines: Iterable[str]) -> str:
    return _KEPT + "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
