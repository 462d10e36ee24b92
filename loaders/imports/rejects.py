"""The rejects file: the rows that were not written, as they stood, with where and why, ready to be corrected and fed back."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from loaders.errors import FileError
from loaders.imports.drafts import Draft
from loaders.runs.outcomes import RowError

REASONS = ("_row", "_line", "_column", "_code", "_reason")


class RejectsFile:
    """Written in the order of the file; made with the first reject, readable by its owner alone."""

    def __init__(self, path: Path, headings: Sequence[str], width: int, delimiter: str) -> None:
        self.path = path
        self._headings = [*headings, *[""] * (width - len(headings))]
        self._delimiter = delimiter
        self._stream: TextIO | None = None

    @property
    def exists(self) -> bool:
        """Whether a row was rejected."""
        return self._stream is not None

    def write(self, drafts: Sequence[Draft]) -> None:
        """Append the rejected ones of these rows."""
        rejected = [draft for draft in drafts if draft.errors]
        if not rejected:
            return
        if self._stream is None:
            self._stream = self._open()
        writer = csv.writer(self._stream, delimiter=self._delimiter, lineterminator="\r\n")
        for draft in rejected:
            cells = draft.row.cells
            padding = [""] * (len(self._headings) - len(cells))
            writer.writerow([*cells, *padding, draft.row.number, draft.row.line, *_described(draft.errors)])
        self._stream.flush()

    def close(self) -> None:
        """Finish the file."""
        if self._stream is not None:
            self._stream.close()

    def _open(self) -> TextIO:
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        except OSError as error:
            raise FileError(
                f"{self.path}: the rejects file cannot be written: {error.strerror}; name another with --rejects"
            ) from None
        os.fchmod(descriptor, 0o600)
        stream = os.fdopen(descriptor, "w", encoding="utf-8", newline="")
        csv.writer(stream, delimiter=self._delimiter, lineterminator="\r\n").writerow([*self._headings, *REASONS])
        return stream


def _described(errors: Sequence[RowError]) -> tuple[str, str, str]:
    return (errors[0].column, errors[0].code, "; ".join(map(str, errors)))
