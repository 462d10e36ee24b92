"""The options every command that talks to a server has."""

from __future__ import annotations

from collections.abc import Callable

import click

from loaders.remote.targets import Target

Command = Callable[..., None]


def server_options(command: Command, *, retries: int = 10) -> Command:
    """Add the options of a server; the key is no option, as it would show in the list of processes."""
    for option in (
        click.option("--quiet", is_flag=True, help="Show no progress."),
        click.option("--retries", type=click.IntRange(0), default=retries, show_default=True, help="Tries after a failure."),
        click.option(
            "--requests-per-minute", type=click.IntRange(0), metavar="N", help="Ask no more than this; 0 is no limit."
        ),
        click.option(
            "--target",
            type=click.Choice([target.value for target in Target]),
            default=Target.AUTO.value,
            show_default=True,
            help="Kind of the server.",
        ),
        click.option("--profile", envvar="FERRY_PROFILE", metavar="NAME", help="Address and key from your profiles.yaml."),
        click.option("--url", envvar="FERRY_URL", metavar="URL", help="Address of the server; else FERRY_URL."),
        click.option("--api-key", "--token", hidden=True, expose_value=False, callback=_refuse_key),
    ):
        command = option(command)
    return command


def _refuse_key(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001 - click's signature
    """Refuse a key on the command line without repeating it."""
    if value is not None:
        raise click.UsageError(
            "a key on the command line shows in the list of processes and stays in the shell's history: "
            "put it into FERRY_API_KEY or into a profile, and make a new key, for this one may have been seen"
        )
