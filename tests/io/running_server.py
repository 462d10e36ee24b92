"""The two commands as processes: a server with a database and a key of its own, and `ferry` pointed at it."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.processes import create_key

ROOT = Path(__file__).parents[2]
START_SECONDS = 30


class RunningServer:
    """One server process; it may be killed and started again on its database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "ferry.db"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.key = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> RunningServer:
        """Start the process and wait until it answers; the first time a key is made."""
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), cwd=ROOT, stdout=log, stderr=log)
        self._wait()
        if not self.key:
            self.key = create_key(self.database)
        return self

    def command(self) -> list[str]:
        """Return what starts the process."""
        return [sys.executable, "-m", "server", "serve", "--database", str(self.database), "--port", str(self.port)]

    def stop(self) -> None:
        """Ask the process to end."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the process as a crash does."""
        self._end(signal.SIGKILL)

    def add_member(self, member_id: str, email: str) -> None:
        """Make a workspace member."""
        file = self.folder / "members.json"
        name = {"firstName": "Owner", "lastName": email.partition("@")[0]}
        file.write_text(json.dumps([{"id": member_id, "name": name, "userEmail": email, "userId": member_id}]))
        command = [sys.executable, "-m", "server", "members", "import", str(file), "--database", str(self.database)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    def ask(self, query: str, path: str = "/graphql", **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        request = urllib.request.Request(
            self.url + path,
            json.dumps({"query": query, "variables": variables}).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)

        assert "errors" not in answer, answer
        return answer["data"]

    def ferry(self, *arguments: str | Path, key: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run `ferry` to its end."""
        return subprocess.run(
            [sys.executable, "-m", "loaders", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(key),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=100,
        )

    def environment(self, key: str | None = None) -> dict[str, str]:
        """Return the environment that points `ferry` at this server."""
        runs = str(self.folder / "runs")
        return {**os.environ, "FERRY_URL": self.url, "FERRY_API_KEY": self.key if key is None else key, "FERRY_RUNS": runs}

    def load(self, object_name: str, file: Path, *options: str) -> str:
        """Import a file that must go in without a reject, and return the counts."""
        done = self.ferry("import", object_name, file, "--yes", "--quiet", *options)

        assert 0 == done.returncode, done.stdout + done.stderr
        return counts(done)

    def export(self, object_name: str, *options: str) -> list[dict[str, str]]:
        """Return the rows of an export."""
        file = self.folder / "export.csv"
        done = self.ferry("export", object_name, "-o", file, "--quiet", *options)

        assert 0 == done.returncode, done.stderr
        return list(csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")))

    def _wait(self) -> None:
        """Return when the port answers; a process that ended instead is told with its log."""
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
        raise AssertionError((self.folder / "server.log").read_text())

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(30)
            self._process = None


def counts(done: subprocess.CompletedProcess[str]) -> str:
    """Return the outcomes of a summary that are not zero, as `3 created, 1 rejected`."""
    line = next(line for line in done.stdout.splitlines() if " = " in line)
    return ", ".join(part for part in line.partition(" = ")[2].split(", ") if not part.startswith("0 "))


def write_csv(path: Path, *rows: tuple[object, ...]) -> Path:
    """Write rows to a file and return its path."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    return path


def read_csv(path: Path) -> list[list[str]]:
    """Return the rows of a file."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.reader(stream))


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
