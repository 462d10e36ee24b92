"""The recipes of loaders/README.md for runs that take long: broken off and resumed, and rehearsed before they are made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

from tests.io.flaky_proxy import serving
from tests.io.held_proxy import HeldProxy
from tests.requirements.door import Door
from tests.requirements.kitchen import Kitchen
from tests.requirements.recipe_book import section
from tests.twenty_like import twenty_like

_PATIENCE = 60.0


def people(door: Door) -> int:
    """Return how many people there are."""
    return int(door.ask("{ people { totalCount } }")["people"]["totalCount"])


def cut_short(kitchen: Kitchen, script: str, proxy: HeldProxy) -> int:
    """Run a script, kill the `ferry` of it that is held on its way to the server, and return what the script ends with."""
    environment = {**kitchen.environment, **kitchen.variables(proxy.url)}
    process = subprocess.Popen(["sh", "-euc", script], cwd=kitchen.folder, env=environment, stderr=subprocess.DEVNULL)
    assert proxy.reached.wait(_PATIENCE)
    os.kill(int((kitchen.folder / "ferry.pid").read_text()), signal.SIGKILL)
    proxy.released.set()
    proxy.left = sys.maxsize
    return process.wait(_PATIENCE)


def test_r27_a_big_file_goes_on_after_a_break(kitchen: Kitchen) -> None:
    """A run that is killed in the middle is found by `status`, and `resume` ends it with every row in once."""
    kitchen.rows("big.csv", ("Name", "Domain Name / Link URL"), *[(n, f"https://big-{n}.example") for n in range(2500)])
    broken, mended = section("Load a big file, and go on after a break")
    with serving(HeldProxy(kitchen.door.url, b"upsertCompanies(", after=1)) as proxy:
        assert isinstance(proxy, HeldProxy)
        code = cut_short(kitchen, broken.text.removeprefix("$ "), proxy)
        kitchen.cook(mended, **kitchen.variables(proxy.url))

    assert 128 + signal.SIGKILL == code
    assert {"companies": {"totalCount": 2500}} == kitchen.door.ask("{ companies { totalCount } }")


def test_r04_a_script_that_is_killed_once_goes_on_and_ends_well(kitchen: Kitchen) -> None:
    """Without a terminal: the loader is killed, the script resumes the run, every row is in once, and its code is 0."""
    (script,) = section("Run unattended")
    with serving(HeldProxy(kitchen.door.url, b"upsertPeople(", after=0)) as proxy:
        assert isinstance(proxy, HeldProxy)
        code = cut_short(kitchen, script.text, proxy)
    events = [json.loads(line) for line in (kitchen.folder / "events.jsonl").read_text().splitlines()]
    sums = {event["object"]: event["outcomes"]["created"] for event in events if event["event"] == "summary"}

    assert (0, 60) == (code, people(kitchen.door))
    assert {"company": 20, "person": 60, "opportunity": 10} == sums


def test_r27_a_migration_is_rehearsed_and_then_run(kitchen: Kitchen) -> None:
    """The same commands load a Ferry and a server that answers as Twenty does, within its limits."""
    start, rehearsal, migration = section("Rehearse a migration, then run it")
    with twenty_like(kitchen.door.url, tokens=100, seconds=60) as twenty:
        kitchen.name_servers(twenty=twenty.url)
        kitchen.cook(rehearsal, migration, FERRY_PROFILE="")

    assert 0 == subprocess.run(["sh", "-n"], input=start.text, text=True, check=False).returncode
    assert 0 == twenty.refused
    assert (60, 60) == (people(kitchen.door), people(kitchen.other))
