"""The processes of the bench: servers that answer on a port, commands that end, and what both cost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
ORDINARY = Path(__file__).with_name("ordinary_server.py")
_PATIENCE = 60.0
_ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


class CommandFailed(Exception):
    """A command or a server ended as it should not."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command that ended cost."""

    wall: float
    cpu: float
    max_rss_mib: float


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    key: str
    ready_seconds: float

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Return the CPU seconds of the process so far, all threads, user and system, to the nanosecond."""
        return time.clock_gettime(~self.process.pid << 3 | 2)

    def rss_mib(self) -> float:
        """Return the memory it holds now."""
        return _status(self.process.pid, "VmRSS:")

    def max_rss_mib(self) -> float:
        """Return the most memory it ever held."""
        return _status(self.process.pid, "VmHWM:")

    def stop(self) -> None:
        """Ask the server to end and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        self.process.kill()
        self.process.wait()


def create_key(database: Path) -> str:
    """Create Ferry's database with an API key called bench and return the key."""
    command = [sys.executable, "-m", "server", "keys", "create", "bench", "--database", str(database)]
    home = database.parent
    ended = subprocess.run(command, cwd=home, env=_ENVIRONMENT, capture_output=True, text=True, check=False)
    if ended.returncode or not ended.stdout.strip():
        raise CommandFailed(f"{' '.join(command[2:])}: {ended.stdout}{ended.stderr}")
    return ended.stdout.split()[-1]


def start_ferry(database: Path, key: str, port: int | None = None) -> Server:
    """Start Ferry on the database."""
    return _start([sys.executable, "-m", "server", "serve", "--database", str(database)], database, key, port)


def start_ordinary(database: Path, *, caches: bool = False) -> Server:
    """Start the ordinary server on the database."""
    command = [sys.executable, str(ORDINARY), "--database", str(database)]
    return _start([*command, "--caches"] if caches else command, database, "none", None)


def run(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> Spent:
    """Run `python -m` with the arguments to its end, its output in the folder, and return what it cost."""
    started = time.perf_counter()
    process = spawn(arguments, environment, folder)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(f"{' '.join(arguments)} ended with {process.returncode}:\n{command_log(folder)}")
    return Spent(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def command_log(folder: Path) -> str:
    """Return the end of what commands wrote in the folder."""
    return (folder / "command.log").read_text()[-2_000:]


def spawn(arguments: Sequence[str], environment: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """Start `python -m` with the arguments in the folder, its output in the command log there."""
    with (folder / "command.log").open("ab") as output:
        command = [sys.executable, "-m", *arguments]
        return subprocess.Popen(command, cwd=folder, env={**_ENVIRONMENT, **environment}, stdout=output, stderr=output)


def _start(command: Sequence[str], database: Path, key: str, port: int | None) -> Server:
    port = port or _free_port()
    log = database.with_suffix(".log")
    started = time.perf_counter()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*command, "--port", str(port)], cwd=database.parent, env=_ENVIRONMENT, stdout=output, stderr=output
        )
    while not _answers(port):
        if process.poll() is not None or time.perf_counter() - started > _PATIENCE:
            process.kill()
            raise CommandFailed(f"{' '.join(command[1:])} does not serve:\n{log.read_text()[-2_000:]}")
        time.sleep(0.005)
    return Server(process, port, key, time.perf_counter() - started)


def _answers(port: int) -> bool:
    with suppress(OSError, URLError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        return bool(answer.status == 200)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _status(pid: int, name: str) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))
