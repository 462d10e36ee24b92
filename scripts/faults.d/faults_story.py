"""The story of `scripts/faults`: a fresh server, files with planted faults, and one verdict."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.durability.faults import run_faults
from tests.io.running_server import RunningServer


def main(arguments: Sequence[str]) -> int:
    """Plant, import, check, correct, import again, and judge."""
    parser = argparse.ArgumentParser(prog="scripts/faults", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--faults", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ferry-faults-") as name:
        folder = Path(name)
        server = RunningServer(folder).start()
        try:
            found = run_faults(server, folder, given.rows, given.faults, given.seed)
        finally:
            server.stop()
    for fault, count in sorted(found.faults.items()):
        print(f"{count:6,}  {fault}")
    for detail in found.details:
        print(f"wrong: {detail}")
    verdict = "passed" if found.passed else "FAILED"
    print(f"faults {verdict}: {found}; {time.monotonic() - started:.0f} s, seed {given.seed}")
    return 0 if found.passed else 1
