"""Rows of a file with one JSON object a line; its headings are all keys, in the order in which they first appear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import FileError
from loaders.files.encoding import UTF_8, Decoded, decode
from loaders.files.jsonl_cells import BadLine, cell_of, parse_record
from loaders.files.raw_file import RawFile, open_raw
from loaders.files.rows import Row, Survey

MOST_KEYS = 1024
"""Different keys of one file; more are data, not names of fields."""


@dataclass(slots=True)
class JsonlSource:
    """A file of JSON objects whose encoding is known; its keys are known after the first survey."""

    file: RawFile
    text: Decoded
    delimiter: str = ","
    notes: tuple[str, ...] = ()
    format: str = "jsonl"
    _survey: Survey | None = field(default=None, init=False, repr=False)

    @property
    def path(self) -> Path:
        """Where the bytes are."""
        return self.file.path

    def survey(self) -> Survey:
        """Read the file once: every line an object, every value a cell; the keys become the headings."""
        if self._survey is None:
            self._survey = self._surveyed()
        return self._survey

    def rows(self) -> Iterator[Row]:
        """Yield the rows; a key that a line does not have is an empty cell."""
        headings = self.survey().headings
        places = {name: place for place, name in enumerate(headings)}
        for number, (line, record) in enumerate(self._records(), 1):
            cells = [""] * len(headings)
            for name, cell in record.items():
                cells[places[name]] = cell
            yield Row(number, line, cells)

    def _surveyed(self) -> Survey:
        keys: dict[str, None] = {}
        rows = 0
        for line, record in self._records():
            rows += 1
            if not record.keys() <= keys.keys():
                keys |= dict.fromkeys(record)
            if len(keys) > MOST_KEYS:
                raise FileError(f"{self.file.name}: line {line}: more than {MOST_KEYS:,} different keys; keys name fields")
        blank = self.text.lines - rows
        headings = tuple(keys)
        return Survey(headings, self.text.digest, rows, blank, 0, len(headings), (*self.text.notes, *self.notes))

    def _records(self) -> Iterator[tuple[int, dict[str, str]]]:
        with self.file.open_text(self.text.encoding) as stream:
            for number, line in enumerate(stream, 1):
                if line.isspace():
                    continue
                try:
                    record = {name: cell_of(value) for name, value in parse_record(line.rstrip("\r\n")).items()}
                except BadLine as bad:
                    column = f", column {bad.column}" if bad.column else ""
                    raise FileError(
                        f"{self.file.name}: line {number}{column}: {bad}; every line must be one JSON object"
                    ) from None
                yield number, record


def open_jsonl(
    path: Path | RawFile, encoding: str | None = None, notes: Sequence[str] = (), delimiter: str = ","
) -> JsonlSource:
    """Find out how the file is encoded; JSON is UTF-8 unless it says otherwise."""
    file = path if isinstance(path, RawFile) else open_raw(path)
    text = decode(file, encoding, guess=False)
    said = () if text.encoding == UTF_8 else (f"the file is encoded in {text.encoding}",)
    return JsonlSource(file, text, delimiter, (*notes, *said))
