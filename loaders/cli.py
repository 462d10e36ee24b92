"""The command `ferry`: the list of its commands, each loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from loaders.commands.help import EXIT_CODES, examples, write_epilog
from loaders.errors import ExitCode

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}

COMMANDS = {
    "doctor": ("doctor", "Look at the way to a server, the key, the limits and the model."),
    "objects": ("objects", "Show the objects and fields of a server, in the order of their import."),
    "template": ("template", "Write a file that shows what an import takes."),
    "rows": ("rows", "Show a file as an import reads it; no server is asked."),
    "plan": ("plan", "Show what an import would do, and write its mapping."),
    "import": ("import_", "Create, update and restore records from files."),
    "resume": ("resume", "Take up an import where it stopped."),
    "status": ("status", "Show runs, and the rows they have not reached."),
    "rejects": ("rejects", "Write the rejected rows of a run once more."),
    "verify": ("verify", "Prove an import: every record holds what its row gives."),
    "undo": ("undo", "Take an import back."),
    "export": ("export", "Write the records of an object to a file."),
    "backup": ("backup", "Write all objects of a server into a folder with checksums."),
    "restore": ("restore", "Put the records of a backup back, and prove it."),
    "diff": ("diff", "Compare two backups, two exports, or a backup and a server."),
}
"""Name of a command, the module of `loaders.commands` that holds it as `command`, and its line in the list."""


class LazyGroup(click.Group):
    """A group that loads a command's module when the command is called: `ferry --help` reads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"loaders.commands.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the examples and the exit codes as they are."""
        write_epilog(self.epilog, formatter)


@click.group(
    cls=LazyGroup,
    context_settings=CONTEXT,
    epilog=examples(
        "export FERRY_URL=http://127.0.0.1:8000 FERRY_API_KEY=...",
        "ferry template people                            a file to fill in: people-template.csv",
        "ferry import people people.csv --dry-run         what would happen, row by row",
        "ferry import people people.csv --yes             do it",
        "ferry export people -o people.csv                take them out again",
        "ferry COMMAND --help                             the options of a command",
        codes=EXIT_CODES,
    ),
)
def cli() -> None:
    """Move records in and out of a server that speaks Twenty's API: Ferry's own, or a Twenty.

    Every row of a file ends as exactly one of created, updated, restored, unchanged, rejected or skipped, and the summary
    accounts for all of them. The server is named by --url or FERRY_URL, or with its key by a profile. The key is read from
    FERRY_API_KEY; a command line would show it in the list of processes.
    """


def main() -> None:
    """Run the command and leave with its exit code; an interruption has its own wherever it comes."""
    try:
        code = cli.main(prog_name="ferry", standalone_mode=False)
    except click.Abort:
        code = ExitCode.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    sys.exit(code)
