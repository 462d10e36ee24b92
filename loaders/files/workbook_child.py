"""The process that opens a workbook, with a limit on its memory, and hands its rows on as lines of JSON."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from loaders.errors import FileError
from loaders.files.tables import Record

MEMORY = 2 << 30
LARGE_MEMORY = 16 << 30
ROWS_A_LINE = 200


def main() -> None:
    """Read the workbook that standard input describes."""
    job = orjson.loads(sys.stdin.buffer.readline())
    _limit_memory(LARGE_MEMORY if job["large"] else MEMORY)
    with contextlib.suppress(BrokenPipeError):
        for message in _messages(job):
            sys.stdout.buffer.write(orjson.dumps(message) + b"\n")
        sys.stdout.buffer.flush()


def _messages(job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        reader = _reader(job)
        rows = reader.rows()
        while chunk := list(islice(rows, ROWS_A_LINE)):
            yield {"rows": [_packed(row) for row in chunk]}
        yield {"notes": reader.notes, "sheet": reader.chosen}
    except FileError as error:
        yield {"refused": str(error)}
    except MemoryError:
        yield {"refused": f"{job['name']}: the workbook takes too much memory; save the sheet as CSV"}
    except BaseException as error:  # noqa: BLE001 - the readers of foreign formats fail in every way, a panic among them
        yield {"refused": f"{job['name']}: the workbook is damaged ({type(error).__name__}); open and save it in a spreadsheet"}


def _reader(job: dict[str, Any]) -> Any:
    if job["format"] == "xls":
        from loaders.files.xls_reader import XlsReader

        return XlsReader(Path(job["path"]), job["name"], job["sheet"], job["large"])
    from loaders.files.xlsx_reader import XlsxReader

    return XlsxReader(Path(job["path"]), job["name"], job["sheet"], job["large"])


def _packed(record: Record) -> tuple[Any, ...]:
    """Return a row as it travels, without the empty cells at its end."""
    line, cells, faults = record
    end = max(faults, default=-1) + 1
    while len(cells) > end and not cells[-1]:
        cells.pop()
    return (line, cells, [(place, fault.code, fault.reason) for place, fault in faults.items()])


def _limit_memory(size: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
