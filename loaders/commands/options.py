"""The options every command that talks to a server has."""

from __future__ import annotations

from collections.abc import Callable

import click

Command = Callable[..., None]


def server_options(command: Command) -> Command:
    """Add the options of a server; the key comes from FERRY_API_KEY alone, as an option would show in process lists."""
    for option in (
        click.option("--quiet", is_flag=True, help="Show no progress."),
        click.option("--retries", type=click.IntRange(0), default=10, show_default=True, help="Tries after a failed request."),
        click.option("--url", envvar="FERRY_URL", metavar="URL", help="Address of the server; else FERRY_URL."),
    ):
        command = option(command)
    return command
