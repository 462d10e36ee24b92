"""The command `ferry rows`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.errors import ExitCode
from loaders.files.rows import Row, Survey
from loaders.files.sources import SourceOptions, open_source
from loaders.session import ending

_MEASURED = 50
"""Rows that are looked at before the first is printed, for the widths of the columns."""
_WIDEST = 40
_EXAMPLES = (
    "ferry rows people.csv --limit 10",
    "ferry rows people.xlsx --sheet Contacts --header-row 3",
    "zcat people.csv.gz | ferry rows - --json | jq '.[0]'",
)


@click.command("rows", cls=ManualCommand, epilog=examples(*_EXAMPLES, codes=(ExitCode.DONE, ExitCode.USAGE)))
@click.argument("file", type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list of objects.")
@click.option("--encoding", metavar="E", help="Encoding of the file; found out by default.")
@click.option("--delimiter", metavar="D", help="Separator of cells; found out by default.")
@click.option("--sheet", metavar="NAME|N", help="Which sheet of a workbook.")
@click.option("--header-row", type=click.IntRange(1), metavar="N", help="Which row has the headings.")
@click.option("--allow-large-workbook", is_flag=True, help="Open a workbook however large it is.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show the first rows only.")
def command(file: str, *, as_json: bool, limit: int | None, **options: Any) -> None:
    """Show the rows of FILE, or of standard input for -, exactly as an import reads them; no server is asked.

    What was guessed, and cells that cannot be read, are told on standard error.
    """
    with ending():
        source = open_source(file, SourceOptions(**options))
        survey = source.survey()
        for note in survey.notes:
            click.echo(f"note: {note}", err=True)
        rows = _told(islice(source.rows(), limit))
        names = distinct_names(survey.headings, survey.width)
        for text in json_list(names, survey, rows) if as_json else table(names, rows):
            click.echo(text, nl=not as_json)
        if not as_json:
            click.echo(_summary(source.format, survey), err=True)


def distinct_names(headings: Sequence[str], width: int) -> list[str]:
    """Return a name for every column: its heading, `Name#2` for the second of one name, `#3` for one without any."""
    names: dict[str, None] = {}
    for position in range(max(width, len(headings))):
        heading = headings[position] if position < len(headings) else ""
        name, count = heading or f"#{position + 1}", 2
        while name in names:
            name, count = f"{heading}#{count}", count + 1
        names[name] = None
    return list(names)


def record_of(names: Sequence[str], headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return the cells by name: every column that has a heading, and the others where they are filled."""
    padded = chain(cells, [""] * (len(headings) - len(cells)))
    named = [bool(heading) for heading in headings]
    return {
        name: cell
        for position, (name, cell) in enumerate(zip(names, padded, strict=False))
        if cell or (position < len(named) and named[position])
    }


def json_list(names: Sequence[str], survey: Survey, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the pieces of one JSON list, a row a line."""
    before = "[\n"
    for row in rows:
        yield before + orjson.dumps(record_of(names, survey.headings, row.cells)).decode()
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def table(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    """Yield aligned lines; long cells are cut and invisible characters shown, so this is for reading, and JSON is exact."""
    first = list(islice(rows, _MEASURED))
    lines = [["row", "line", *map(_visible, names)], *map(_shown, first)]
    widths = [max(len(line[place]) for line in lines if place < len(line)) for place in range(len(names) + 2)]
    for line in chain(lines, map(_shown, rows)):
        numbers = (cell.rjust(width) for cell, width in zip(line[:2], widths, strict=False))
        cells = (cell.ljust(width) for cell, width in zip(line[2:], widths[2:], strict=False))
        yield "  ".join((*numbers, *cells)).rstrip()


def _shown(row: Row) -> list[str]:
    return [str(row.number), str(row.line), *map(_visible, row.cells)]


def _visible(cell: str) -> str:
    """Return a cell that fits a column and tells the terminal nothing."""
    cut = cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"
    return cut if cut.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in cut)


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        for fault in row.faults.values():
            click.echo(f"row {row.number}, line {row.line}: {fault.reason} ({fault.code})", err=True)
        yield row


def _summary(format_: str, survey: Survey) -> str:
    counts = (f"{survey.rows:,} rows", f"{survey.blank_rows:,} blank", f"{survey.short_rows:,} with fewer cells than headings")
    return f"{format_}: {', '.join(counts)}"
