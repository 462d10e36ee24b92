"""How help is written, like a page of a manual: what a command does, its options in groups, examples and exit codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from loaders.errors import ExitCode

EXIT_CODES = MappingProxyType(
    {
        ExitCode.DONE: "done; every row is accounted for and none was rejected",
        ExitCode.REJECTS: "finished, but some rows were rejected, or a file is incomplete",
        ExitCode.USAGE: "usage, mapping or an unreadable file; nothing was written",
        ExitCode.TOO_MANY_ERRORS: "stopped by --max-errors; the run can be resumed",
        ExitCode.PERMISSION: "the key is unknown, or its role may not do this",
        ExitCode.UNREACHABLE: "the server did not answer, however often it was asked; the run can be resumed",
        ExitCode.DIFFERENT: "verify or diff found differences",
        ExitCode.INTERRUPTED: "interrupted; the run can be resumed",
    }
)
"""What each exit code says; further codes are added beside the features that leave with them."""

SERVER = ("url", "profile", "target", "retries", "requests_per_minute", "quiet")
"""The options of `loaders.commands.options.server_options`."""

_KEPT = "\b\n"
"""What makes click leave the line breaks of a paragraph alone."""


def examples(*lines: str, codes: Iterable[ExitCode] = ()) -> str:
    """Return the end of a command's help: its examples, one a line, and the exit codes it may leave with."""
    listed = [f"{int(code):>3}  {EXIT_CODES[code]}" for code in codes]
    sections = (("Examples", lines), ("Exit codes", listed))
    return "\n\n".join(_section(title, members) for title, members in sections if members)


class ManualCommand(click.Command):
    """A command that lists its options in groups: a title and the names of its parameters each; the others come first."""

    def __init__(self, *arguments: Any, groups: Mapping[str, Sequence[str]] | None = None, **attributes: Any) -> None:
        super().__init__(*arguments, **attributes)
        self._groups = {**(groups or {}), "Server": SERVER}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one list for each group that has an option."""
        grouped = {name: title for title, names in self._groups.items() for name in names}
        for title in ("Options", *self._groups):
            options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
            members = [option for option in options if grouped.get(option.name or "", "Options") == title]
            records = [record for option in members if (record := option.get_help_record(ctx))]
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the examples and exit codes without a further indentation."""
        write_epilog(self.epilog, formatter)


def write_epilog(epilog: str | None, formatter: click.HelpFormatter) -> None:
    """Write the sections that `examples` made."""
    if epilog:
        formatter.write_paragraph()
        formatter.write_text(epilog)


def _section(title: str, lines: Iterable[str]) -> str:
    return _KEPT + "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
