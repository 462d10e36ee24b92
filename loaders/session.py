"""One command against one server: the key from the environment, a client, and every way to end as an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from loaders.errors import ExitCode, FerryError, UsageError
from loaders.remote.client import Client
from loaders.remote.pace import Pace


@contextmanager
def open_session(purpose: str, url: str | None, retries: int) -> Iterator[Client]:
    """Give the client of one command, and turn whatever stops the command into a message and an exit code."""
    client: Client | None = None
    try:
        client = Client(_address(url), _key(), purpose, Pace(retries))
        yield client
    except FerryError as error:
        _leave(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _leave("interrupted; what is in stays in, and the same command goes on without doubling", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        raise
    except OSError as error:
        _leave(f"{error.filename or 'system'}: {error.strerror or error}", ExitCode.USAGE)
    except Exception as error:  # noqa: BLE001 - a user is never shown a traceback
        place = traceback.extract_tb(error.__traceback__)[-1]
        _leave(
            f"internal fault, please report it: {type(error).__name__}: {error} ({place.name}, line {place.lineno})",
            ExitCode.INTERNAL,
        )
    finally:
        if client is not None:
            client.close()


def _address(url: str | None) -> str:
    if not url:
        raise UsageError("no server is named; give --url http://HOST:PORT or set FERRY_URL")
    return url


def _key() -> str:
    key = os.environ.get("FERRY_API_KEY", "").strip()
    if not key:
        raise UsageError("FERRY_API_KEY is not set; put the API key into that environment variable")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError("FERRY_API_KEY holds characters that no key has; copy the key again")
    return key


def _leave(message: str, code: ExitCode) -> None:
    click.echo(f"ferry: {message}", err=True)
    sys.exit(code)
