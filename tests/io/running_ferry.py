"""The command `ferry` as a process that needs no server, with what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: what it printed, the processor time it took with its children, the memory of the largest."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    megabytes: float


def run_ferry(*arguments: str, stdin: bytes = b"") -> Ended:
    """Run `ferry` to its end, with no server named."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FERRY_")}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        command = (sys.executable, "-m", "loaders", *arguments)
        process = subprocess.Popen(command, cwd=_ROOT, stdin=given, stdout=out, stderr=err, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        return Ended(process.returncode, out.read().decode(), err.read().decode(), seconds, megabytes)
