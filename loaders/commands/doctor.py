"""The command `ferry doctor`."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import Any

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode
from loaders.remote.checkup import Finding, Verdict, check_up
from loaders.session import session_of


@click.command(
    "doctor",
    cls=ManualCommand,
    epilog=examples(
        "ferry doctor                                looks at the server of FERRY_URL",
        "ferry doctor --profile staging              looks at that of a profile",
        "ferry doctor --json                         one JSON object for each finding",
        codes=(ExitCode.DONE, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE),
    ),
)
@partial(server_options, retries=1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of text.")
def command(**options: Any) -> None:
    """Look at the way to the server, the key, the clock, the limits and the model, and write nothing.

    Every line says whether it is well, and what to do where it is not. With --quiet only what is not well is told.
    """
    code = ExitCode.DONE
    with session_of("doctor", options) as client:
        client.notice = lambda text: click.echo(text, err=True)
        for finding in check_up(client):
            code = max(code, finding.exit_code)
            if options["as_json"]:
                click.echo(json.dumps(_event(finding)))
            elif finding.verdict is not Verdict.OK or not options["quiet"]:
                click.echo(_line(finding))
    sys.exit(code)


def _line(finding: Finding) -> str:
    remedy = f"; {finding.remedy}" if finding.remedy else ""
    return f"{finding.verdict:<8} {finding.name:<11} {finding.text}{remedy}"


def _event(finding: Finding) -> dict[str, str]:
    return {
        "event": "finding",
        "name": finding.name,
        "verdict": str(finding.verdict),
        "text": finding.text,
        "remedy": finding.remedy,
    }
