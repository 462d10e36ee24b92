"""The command `ferry-server`: serve, keys, members, print-schema."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from server.settings import BadSetting, Settings, read_settings
from server.storage.errors import StorageError
from server.storage.statement import Steps

T = TypeVar("T")
_USAGE, _FAILED = 2, 1
_database = click.option("--database", metavar="URL_OR_PATH", help="SQLite file. Default: FERRY_DATABASE, else ferry.db here.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Serve Ferry and administer it. Every setting is also an environment variable FERRY_<NAME>."""


@main.command()
@_database
@click.option("--host", help="Address to listen on. Default: 127.0.0.1.")
@click.option("--port", type=int, help="Port to listen on. Default: 8000.")
@click.option("--limits", metavar="off|twenty", help="Rate limits; twenty has Twenty's numbers and answers. Default: off.")
def serve(database: str | None, host: str | None, port: int | None, limits: str | None) -> None:
    """Serve the data API; what is missing in the database is created."""
    import uvicorn

    from server.app import create_app

    settings = _settings(database=database, host=host, port=port, limits=limits)
    config = uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=30,
    )
    server = uvicorn.Server(config)
    click.echo(f"Ferry serves {settings.database} at http://{settings.host}:{settings.port}/graphql", err=True)
    try:
        server.run()
    except StorageError as error:
        _fail(str(error))
    if not server.started:
        sys.exit(_FAILED)


@main.group()
def keys() -> None:
    """Make, list and revoke API keys."""


@keys.command("create")
@click.argument("name")
@_database
@click.option("--expires", metavar="ISO-DATE", help="When the key ends, for example 2030-01-31. Default: never.")
def create_key(name: str, database: str | None, expires: str | None) -> None:
    """Make a key and print it, alone, on standard output: it is shown this once."""
    from server.security.api_keys import create, new_secret

    ends = _moment(expires) if expires else None
    secret = new_secret()
    _run(database, partial(create, name, secret, datetime.now(UTC), ends))
    click.echo(secret)


@keys.command("list")
@_database
def list_keys(database: str | None) -> None:
    """List the keys: name, last four characters, dates, id."""
    from server.security.api_keys import list_all

    for key in _run(database, list_all):
        state = f"revoked {key.revoked_at}" if key.revoked_at else f"expires {key.expires_at}" if key.expires_at else "valid"
        click.echo(f"{key.name}\t...{key.last_four}\tcreated {key.created_at}\t{state}\t{key.id}")


@keys.command("revoke")
@click.argument("name_or_id")
@_database
def revoke_key(name_or_id: str, database: str | None) -> None:
    """Revoke a key by name or id; a running server obeys within a second."""
    from server.security.api_keys import revoke

    revoked = _run(database, partial(revoke, name_or_id, datetime.now(UTC)))
    if not revoked:
        _fail(f'no valid key is called "{name_or_id}"; `ferry-server keys list` shows them')
    click.echo(f"revoked {revoked} {'key' if revoked == 1 else 'keys'}", err=True)


@main.group()
def members() -> None:
    """Manage workspace members."""


@members.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_database
def import_file(file: Path, database: str | None) -> None:
    """Create or update members from a JSON list of {id, name {firstName, lastName}, userEmail, userId}."""
    from server.app import settings_model
    from server.members import BadMember, import_members

    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        _fail(f"{file}: {error}", _USAGE)
    if not isinstance(content, list) or not all(isinstance(member, dict) for member in content):
        _fail(f"{file}: expected a JSON list of objects", _USAGE)
    try:
        count = _run(database, partial(import_members, settings_model(_settings(database=database)), content))
    except BadMember as error:
        _fail(f"{file}: {error}")
    click.echo(f"{count} members", err=True)


@main.command("print-schema")
def print_schema() -> None:
    """Print the schema of /graphql as a holder of a key sees it."""
    from schema.graphql.build import build_schema
    from server.app import settings_model

    click.echo(build_schema(settings_model(_settings())).strawberry.as_str())


def _run(database: str | None, work: Callable[[], Steps[T]]) -> T:
    """Prepare the database and run the work in one transaction."""
    from server.app import settings_model
    from server.storage.setup import prepare
    from server.storage.sqlite import SqliteDatabase

    settings = _settings(database=database)

    async def run() -> T:
        opened = SqliteDatabase(settings.database_path)
        await opened.open()
        try:
            await opened.write(partial(prepare, settings_model(settings)))
            return await opened.write(work)
        finally:
            await opened.close()

    try:
        return asyncio.run(run())
    except StorageError as error:
        _fail(str(error))


def _settings(**given: Any) -> Settings:
    try:
        return read_settings(os.environ, **given)
    except BadSetting as error:
        _fail(str(error), _USAGE)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _fail(f'--expires: "{text}" is not a date such as 2030-01-31', _USAGE)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _fail(message: str, code: int = _FAILED) -> NoReturn:
    click.echo(f"ferry-server: {message}", err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
