"""One command against one server: the key from the environment, a client, and every way to end as an exit code."""

from __future__ import annotations

import sqlite3
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import click

from loaders.errors import ExitCode, FerryError
from loaders.remote.access import find_access
from loaders.remote.allowance import Allowance
from loaders.remote.client import Client
from loaders.remote.pace import Pace
from loaders.remote.targets import Target
from loaders.remote.transport import Transport, parse_address, request_headers

INTERRUPTED = "interrupted; what is in stays in, and the same command goes on without doubling"


_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
_ROOM = "make room, or name another place for runs in FERRY_RUNS and for temporary files in TMPDIR, and go on"


def session_of(purpose: str, options: Mapping[str, Any], interrupted: str = INTERRUPTED) -> AbstractContextManager[Client]:
    """Open the session that the options of a command name, as `loaders.commands.options.server_options` adds them."""
    return open_session(
        purpose,
        options["url"],
        options["retries"],
        profile=options["profile"],
        target=Target(options["target"]),
        requests_per_minute=options["requests_per_minute"],
        interrupted=interrupted,
    )


@contextmanager
def open_session(
    purpose: str,
    url: str | None,
    retries: int,
    *,
    profile: str | None = None,
    target: Target = Target.AUTO,
    requests_per_minute: int | None = None,
    interrupted: str = INTERRUPTED,
) -> Iterator[Client]:
    """Give the client of one command, which ends as `ending` says."""
    with ending(interrupted):
        access = find_access(url, profile)
        transport = Transport(parse_address(access.url), request_headers(access.key, purpose))
        client = Client(transport, Pace(retries), Allowance(requests_per_minute), target)
        try:
            yield client
        finally:
            client.close()


@contextmanager
def ending(interrupted: str = INTERRUPTED) -> Iterator[None]:
    """Turn whatever stops a command into a message and an exit code; `interrupted` says what becomes of one cut short."""
    try:
        yield
    except FerryError as error:
        _leave(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _leave(interrupted, ExitCode.INTERRUPTED)
    except BrokenPipeError:
        raise
    except OSError as error:
        _leave(f"{error.filename or 'system'}: {error.strerror or error}", ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - a user is never shown a traceback
        if isinstance(error, sqlite3.Error) and str(getattr(error, "sqlite_errorname", "")).startswith(_DISK):
            _leave(f"the disk does not take the journal, or what is kept beside it: {error}; {_ROOM}", ExitCode.USAGE)
        place = traceback.extract_tb(error.__traceback__)[-1]
        _leave(
            f"internal fault, please report it: {type(error).__name__}: {error} ({place.name}, line {place.lineno})",
            ExitCode.INTERNAL,
        )


def _leave(message: str, code: ExitCode) -> None:
    click.echo(f"ferry: {message}", err=True)
    sys.exit(code)
