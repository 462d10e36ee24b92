"""The options of an import, shared by the commands that plan one and that run one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from loaders.errors import ExitCode
from loaders.files.csv_dialect import parse_delimiter
from loaders.imports.options import Empty, ErrorLimit, ImportOptions, Mode, OnDuplicate, Position, Restore
from loaders.imports.ways import as_twenty
from loaders.mapping.mapping import Missing

_READING = ("encoding", "delimiter", "sheet", "header_row", "allow_large_workbook")
_FORMATS = {
    "date_format": "date",
    "timezone": "timezone",
    "decimal": "decimal",
    "thousands": "thousands",
    "scientific": "scientific",
    "separator": "separator",
    "phone_region": "phone_region",
    "trim": "trim",
}
_PRESETS = ("hubspot", "salesforce", "pipedrive", "attio", "zoho", "twenty")
_Command = Callable[..., None]


def _choice(flag: str, values: type[StrEnum], meaning: str, *, name: str | None = None) -> Callable[[_Command], _Command]:
    members = [value.value for value in values]
    names = (flag, name) if name else (flag,)
    return click.option(*names, type=click.Choice(members), default=members[0], show_default=True, help=meaning)


GROUPS = MappingProxyType(
    {
        "Matching": ("mode", "key", "require_key", "restore", "if_unmodified", "on_duplicate", "fresh_ids"),
        "Relations": ("missing", "restore_parents"),
        "Mapping": ("mapping", "preset", "accept_guesses"),
        "Cells": ("empty", "clear_token", *_FORMATS, "url_scheme"),
        "Files": (*_READING, "limit"),
        "New records": ("position", "history"),
        "Comparing": ("strict_twenty",),
        "Running": ("batch", "jobs", "max_errors"),
    }
)
"""The options in groups, as help lists them."""

RUN_CODES = (
    ExitCode.DONE,
    ExitCode.REJECTS,
    ExitCode.USAGE,
    ExitCode.TOO_MANY_ERRORS,
    ExitCode.PERMISSION,
    ExitCode.UNREACHABLE,
    ExitCode.INTERRUPTED,
)
"""What a run may leave with."""

PLAN_CODES = tuple(code for code in RUN_CODES if code is not ExitCode.TOO_MANY_ERRORS)
"""What a plan may leave with."""

_CONSENT = (
    click.option("--dry-run", is_flag=True, help="Read, check and compare everything, write nothing."),
    click.option("--yes", is_flag=True, help="Do not ask before writing."),
    click.option("--no-input", is_flag=True, help="Never ask: refuse what would need an answer."),
)
_OPTIONS = (
    click.option("--json", "as_json", is_flag=True, help="Tell events as lines of JSON."),
    click.option("--json-values", is_flag=True, help="Let events show cells too."),
    click.option("--rejects", type=click.Path(dir_okay=False, path_type=Path), help="Rejected rows; default FILE.rejects.csv."),
    click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="How columns go to fields."),
    click.option("--preset", type=click.Choice(_PRESETS), help="The product the files were exported from."),
    click.option("--accept-guesses", is_flag=True, help="Load columns whose fields were only guessed."),
    _choice("--mode", Mode, "Which rows are written."),
    click.option("--key", metavar="FIELD,...", help="Match records by these unique fields only."),
    click.option("--require-key", is_flag=True, help="Reject rows that have no value in any key."),
    _choice("--restore", Restore, "What a row does that matches a deleted record."),
    _choice("--empty", Empty, "What an empty cell means for a stored value."),
    click.option("--clear-token", default="\\N", show_default=True, metavar="TEXT", help="The cell that clears a value."),
    _choice("--on-duplicate", OnDuplicate, "Which of several rows with one key is loaded."),
    _choice("--missing-relations", Missing, "What a row does whose related record does not exist.", name="missing"),
    click.option("--restore-parents", is_flag=True, help="Restore deleted records that rows name."),
    click.option("--if-unmodified", is_flag=True, help="Reject rows whose record changed after the updatedAt of the file."),
    _choice("--position", Position, "Where new records stand."),
    click.option("--preserve-history", "history", is_flag=True, help="New records take createdAt, createdBy... from the file."),
    click.option("--fresh-ids", is_flag=True, help="Give the same file other ids than the last time."),
    click.option("--date-format", metavar="F", help="How dates are written, such as %d.%m.%Y."),
    click.option("--timezone", metavar="Z", help="The zone of moments that name none, such as Europe/Paris."),
    click.option("--decimal", metavar="C", help="The decimal separator of numbers."),
    click.option("--thousands", metavar="C", help="The separator of thousands."),
    click.option("--scientific", is_flag=True, help="Take 1e3 for a number."),
    click.option("--split", "separator", metavar="C", help="What separates the members of a list."),
    click.option("--phone-region", metavar="CC", help="The country of national phone numbers, such as FR."),
    click.option(
        "--url-scheme", type=click.Choice(["add", "keep"]), default="add", show_default=True, help="URLs without https://"
    ),
    click.option("--trim", is_flag=True, help="Take outer blanks off texts."),
    click.option(
        "--strict-twenty", is_flag=True, help="Read and send as Twenty's own importer does, and count what that loses."
    ),
    click.option("--encoding", metavar="E", help="Encoding of the file; found out by default."),
    click.option("--delimiter", metavar="D", help="Separator of cells; found out by default."),
    click.option("--sheet", metavar="NAME|N", help="Which sheet of a workbook."),
    click.option("--header-row", type=click.IntRange(1), metavar="N", help="Which row has the headings."),
    click.option("--allow-large-workbook", is_flag=True, help="Open a workbook however large it is."),
    click.option("--batch", type=click.IntRange(1), metavar="N", help="Records per call; by default what the server takes."),
    click.option("--jobs", type=click.IntRange(1, 64), metavar="N", help="Calls at once; by default 4, on a Twenty 1."),
    click.option("--max-errors", metavar="N|P%", help="Stop when more rows are rejected."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Load the first rows only."),
)


def import_options(command: _Command) -> _Command:
    """Add the options of an import."""
    return plan_options(_with(command, _CONSENT))


def plan_options(command: _Command) -> _Command:
    """Add the options of an import that writes nothing."""
    return _with(command, _OPTIONS)


def _with(command: _Command, options: Sequence[Callable[[_Command], _Command]]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def options_of(given: Mapping[str, Any]) -> ImportOptions:
    """Return what the command line decides; what does not fit together is refused."""
    ErrorLimit.parse(given["max_errors"])
    formats = {member: given[name] for name, member in _FORMATS.items() if given[name]}
    if given["url_scheme"] == "keep":
        formats["keep_url"] = True
    reading = {name: given[name] for name in _READING if given[name]}
    if given["delimiter"]:
        parse_delimiter(given["delimiter"])
    options = ImportOptions(
        mode=Mode(given["mode"]),
        key=tuple(part.strip() for part in (given["key"] or "").split(",") if part.strip()),
        restore=Restore(given["restore"]),
        empty=Empty(given["empty"]),
        clear_token=given["clear_token"],
        on_duplicate=OnDuplicate(given["on_duplicate"]),
        missing=Missing(given["missing"]),
        position=Position(given["position"]),
        restore_parents=given["restore_parents"],
        require_key=given["require_key"],
        if_unmodified=given["if_unmodified"],
        fresh_ids=given["fresh_ids"],
        history=given["history"],
        dry_run=given["dry_run"],
        limit=given["limit"],
        batch=given["batch"],
        jobs=given["jobs"],
        max_errors=given["max_errors"],
        preset=given["preset"],
        accept_guesses=given["accept_guesses"],
        reading=reading,
        formats=formats,
    )
    return as_twenty(options) if given["strict_twenty"] else options
