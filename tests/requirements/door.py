"""The real door: a server over HTTP with a data model of its own, and `ferry` called as a person calls it."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import uvicorn
from click.testing import CliRunner, Result

from loaders.cli import cli
from schema.data_model import DataModel
from server.__main__ import main as server_command
from server.app import create_app
from server.settings import Settings

_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Door:
    """One server, its key, and a folder for files."""

    url: str
    key: str
    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def ferry(self, *arguments: str | Path, key: str | None = None) -> Result:
        """Run `ferry` to its end, without a terminal."""
        environment = {
            "FERRY_URL": self.url,
            "FERRY_API_KEY": self.key if key is None else key,
            "FERRY_RUNS": str(self.folder / "runs"),
        }
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="ferry", env=environment)

    def new_folder(self) -> Path:
        """Make an empty folder."""
        folder = self.folder / str(next(self._numbers))
        folder.mkdir()
        return folder

    def file(self, *rows: tuple[object, ...], name: str = "rows.csv", folder: Path | None = None) -> Path:
        """Write rows to a file, by default of a folder of its own."""
        path = (folder or self.new_folder()) / name
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        return path

    def load(self, object_name: str, file: Path, *options: str) -> str:
        """Import a file that may have rejects, and return the outcomes that are not zero."""
        done = self.ferry("import", object_name, file, "--yes", "--quiet", *options)

        assert done.exit_code in (0, 1), done.output
        return outcomes(done)

    def export(self, object_name: str, *options: str) -> list[dict[str, str]]:
        """Return the rows of an export."""
        path = self.folder / f"{next(self._numbers)}.csv"
        done = self.ferry("export", object_name, "-o", path, "--quiet", *options)

        assert 0 == done.exit_code, done.output
        return read_rows(path)

    def find(self, object_plural: str, fields: str, condition: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the live records of a filter; one that names `deletedAt` finds deleted ones too."""
        name = singular(object_plural)
        query = (
            f"query($filter: {name}FilterInput) {{ {object_plural}(filter: $filter) {{ edges {{ node {{ {fields} }} }} }} }}"
        )
        return [edge["node"] for edge in self.ask(query, filter=condition)[object_plural]["edges"]]

    def create(self, object_plural: str, *records: dict[str, Any]) -> None:
        """Create records by the API itself."""
        name = singular(object_plural)
        root = object_plural[0].upper() + object_plural[1:]
        self.ask(f"mutation($data: [{name}CreateInput!]!) {{ create{root}(data: $data) {{ id }} }}", data=records)

    def delete(self, name: str, record_id: str) -> None:
        """Soft-delete a record."""
        self.ask(f"mutation($id: UUID!) {{ delete{name}(id: $id) {{ id }} }}", id=record_id)

    def ask(self, query: str, path: str = "/graphql", **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        answer = self.send(query, path, **variables)

        assert "errors" not in answer, answer
        return answer["data"]

    def send(self, query: str, path: str = "/graphql", **variables: Any) -> dict[str, Any]:
        """Return a whole answer."""
        request = urllib.request.Request(
            self.url + path,
            json.dumps({"query": query, "variables": variables}).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            answer: dict[str, Any] = json.load(response)
        return answer


_SINGULAR = {"people": "Person", "companies": "Company", "opportunities": "Opportunity"}


def singular(object_plural: str) -> str:
    """Return the name of an object's types."""
    return _SINGULAR.get(object_plural) or object_plural.removesuffix("s").capitalize()


def outcomes(done: Result) -> str:
    """Return the outcomes of a summary that are not zero, as `3 created, 1 rejected`."""
    line = next(line for line in done.stdout.splitlines() if " = " in line)
    return ", ".join(part for part in line.partition(" = ")[2].split(", ") if not part.startswith("0 "))


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def rejects(file: Path) -> list[dict[str, str]]:
    """Return the rejected rows of an import of a file."""
    return read_rows(file.with_name(f"{file.name}.rejects.csv"))


@contextmanager
def open_door(folder: Path, model: DataModel, members: list[dict[str, Any]]) -> Iterator[Door]:
    """Serve an empty database with a data model and workspace members until the block ends."""
    database = folder / "ferry.db"
    # A snapshot stays open for a minute after the export that read it, and these tests export more often than that.
    app = create_app(Settings(database=str(database), max_snapshots=100), model)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            _wait(server, thread)
            key = _administer("keys", "create", "test", "--database", str(database)).split()[-1]
            file = folder / "members.json"
            file.write_text(json.dumps(members))
            _administer("members", "import", str(file), "--database", str(database))
            yield Door(f"http://127.0.0.1:{listener.getsockname()[1]}", key, folder)
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)


def _wait(server: uvicorn.Server, thread: threading.Thread) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not server.started:
        assert thread.is_alive(), "the server ended before it served"
        assert time.monotonic() < deadline, "the server did not start"
        time.sleep(0.01)


def _administer(*arguments: str) -> str:
    done = CliRunner().invoke(server_command, arguments)

    assert 0 == done.exit_code, done.output
    return done.stdout
