"""Rows of one sheet of a workbook, read by a process of its own: a file that breaks its reader breaks nothing else."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

import loaders
from loaders.errors import FileError
from loaders.files.raw_file import RawFile, file_errors
from loaders.files.rows import NO_FAULTS, Fault, Row, Survey
from loaders.files.tables import Record, count_rows, number_rows

_CHILD = (sys.executable, "-P", "-m", "loaders.files.workbook_child")
_ROOT = str(Path(loaders.__file__).parents[1])


@dataclass(slots=True)
class WorkbookSource:
    """A workbook, and which of its sheets and rows were declared; the rest is known after the first survey."""

    file: RawFile
    format: str
    delimiter: str = ","
    sheet: str | None = None
    header_row: int | None = None
    large: bool = False
    notes: tuple[str, ...] = ()
    _survey: Survey | None = field(default=None, init=False, repr=False)

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return self.file.path

    def survey(self) -> Survey:
        """Read the sheet once; what makes it unreadable is raised here."""
        if self._survey is None:
            ending: dict[str, Any] = {}
            counts = count_rows(self.file.name, self._records(ending), self.header_row)
            self._survey = Survey(
                counts.headings,
                self._digest(ending["sheet"]),
                counts.rows,
                counts.blank_rows,
                counts.short_rows,
                counts.width,
                (*self.notes, *ending["notes"]),
            )
        return self._survey

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank; `line` is the number of the row in the sheet."""
        return number_rows(self._records({}))

    def _digest(self, sheet: str) -> bytes:
        """Return what stands for these rows: another sheet, or other headings, of the same file make other rows."""
        with file_errors(self.file.name), self.path.open("rb") as stream:
            contents = hashlib.file_digest(stream, "sha256").digest()
        return hashlib.sha256(contents + f"rows of {sheet!r} below {self.header_row or 1}".encode()).digest()

    def _records(self, ending: dict[str, Any]) -> Iterator[Record]:
        """Yield every row from the one of the headings on, blank ones too, each at least as wide as the headings."""
        before, width = (self.header_row or 1) - 1, 0
        for line, cells, faults in self._filled(ending):
            if line <= before:
                continue
            for blank in range(before + 1, line):
                yield blank, [], NO_FAULTS
            cells.extend([""] * (width - len(cells)))
            yield line, cells, {place: Fault(code, reason) for place, code, reason in faults} if faults else NO_FAULTS
            before, width = line, width or len(cells)

    def _filled(self, ending: dict[str, Any]) -> Iterator[tuple[int, list[str], list[tuple[int, str, str]]]]:
        """Yield the rows with filled cells as the process that reads the workbook hands them over."""
        job = {"path": str(self.path), "name": self.file.name, "format": self.format, "sheet": self.sheet, "large": self.large}
        environment = {**os.environ, "PYTHONPATH": _ROOT}
        with subprocess.Popen(
            _CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            try:
                child.stdin.write(orjson.dumps(job) + b"\n")
                child.stdin.close()
                for line in child.stdout:
                    message = orjson.loads(line)
                    if "refused" in message:
                        raise FileError(message["refused"])
                    if "rows" not in message:
                        ending |= message
                        return
                    yield from message["rows"]
            finally:
                child.kill()
        raise FileError(
            f"{self.file.name}: the process that reads workbooks ended in the middle of this one, for want of memory or "
            "because the file is damaged; open it in a spreadsheet and save it again, or save the sheet as CSV"
        )
