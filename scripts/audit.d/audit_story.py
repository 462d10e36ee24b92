"""The story of `scripts/audit`: sample data in a fresh server, made-up calls of every operation, one verdict."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from processes import ROOT, Server, create_key, run, start_ferry

_SCRIPTS = ROOT / "scripts"
_PYTHON = ROOT / "tests" / "clients" / "python" / ".venv" / "bin" / "python"
_CALLS = Path(__file__).with_name("calls.py")
_SHOWN = 20


def main(arguments: Sequence[str]) -> int:
    """Serve, load, call and judge."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="ferry-audit-") as name:
        folder = Path(name)
        database = folder / "ferry.sqlite"
        server = start_ferry(database, create_key(database))
        try:
            _load(server, folder)
            reports = _calls(server, options)
        finally:
            server.stop()
        tracebacks = database.with_suffix(".log").read_text().count("Traceback")
    faults = [fault for report in reports for fault in report["faults"]]
    for fault in faults[:_SHOWN]:
        print(f"{fault['operation']}: {fault['why']}\n{fault['document']}\n")
    operations, calls = (sum(report[count] for report in reports) for count in ("operations", "calls"))
    passed = operations > 0 and not faults and not tracebacks
    print(
        f"audit {'passed' if passed else 'failed'}: {operations} operations, {calls:,} calls, {len(faults)} faulty answers, "
        f"{tracebacks} tracebacks, {time.monotonic() - started:.0f} s, seed {options.seed}"
    )
    return 0 if passed else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/audit", description=__doc__)
    parser.add_argument("--calls", type=int, default=15, help="how often each operation is called")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a regular expression for the names of the operations")
    parser.add_argument("--workers", type=int, default=2, help="how many processes call")
    return parser.parse_args(arguments)


def _load(server: Server, folder: Path) -> None:
    sizes = ["--companies", "40", "--people", "80", "--opportunities", "40"]
    subprocess.run([sys.executable, _SCRIPTS / "sample-data", *sizes, folder], check=True)
    access = {"FERRY_URL": server.url, "FERRY_API_KEY": server.key}
    for kind, file in (("company", "companies.csv"), ("person", "people.csv"), ("opportunity", "opportunities.csv")):
        run(["loaders", "import", kind, file, "--yes", "--quiet"], access, folder)


def _calls(server: Server, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Let the workers share the operations and return their reports."""
    asked = ["--calls", str(options.calls), "--seed", str(options.seed), "--only", options.only]
    workers = [
        subprocess.Popen(
            [_PYTHON, _CALLS, f"{server.url}/graphql", server.key, *asked, "--share", f"{share}/{options.workers}"],
            stdout=subprocess.PIPE,
        )
        for share in range(options.workers)
    ]
    printed = [worker.communicate()[0] for worker in workers]
    if any(worker.returncode for worker in workers):
        sys.exit("audit failed: a worker ended early")
    return [json.loads(text) for text in printed]
