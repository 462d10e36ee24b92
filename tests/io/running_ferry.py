"""The command `ferry` as a process that needs no server, with what it cost."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
# A process is counted as large as the one that started it, so a small one comes between this and the command.
_MEASURE = (
    "import resource, subprocess, sys\n"
    "code = subprocess.call(sys.argv[2:])\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=open(sys.argv[1], 'w'))\n"
)


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
    with tempfile.NamedTemporaryFile("r") as measured:
        command = [sys.executable, "-I", "-S", "-c", _MEASURE, measured.name, sys.executable, "-m", "loaders", *arguments]
        done = subprocess.run(command, cwd=_ROOT, input=stdin, capture_output=True, env=environment, check=True)
        code, seconds, megabytes = measured.read().split()
    return Ended(int(code), done.stdout.decode(), done.stderr.decode(), float(seconds), float(megabytes))
