"""Wherever an import is killed or interrupted, taking it up gives what an undisturbed one gives: every step is tried."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from loaders.imports import links, loads, ways
from loaders.imports.opening import Target
from loaders.imports.options import ImportOptions, OnDuplicate
from loaders.imports.planning import RunPlan, plan_run
from loaders.imports.steps import ordinary_parts
from loaders.mapping.mapping import Missing
from loaders.remote.documents import WITH_DELETED
from loaders.runs.journal import Journal
from loaders.runs.states import RunState
from tests.io.custom_server import rocket_model
from tests.requirements.door import Door, open_door
from tests.spec.interruptions import Steps, begin, new_client, take_up

ROCKET = "20cce700-0000-4000-8000-0000000000{:02}"
ROCKETS = (
    ("Id", "Name", "Crew", "Parent / Id", "Maker / Domain Name / Link URL"),
    *((ROCKET.format(n), f"R{n}", n, ROCKET.format((n * 7) % 10), f"m{n % 4}.example" if n % 3 else "") for n in range(9)),
    (ROCKET.format(20), "lost", 1, ROCKET.format(99), ""),
    (ROCKET.format(21), "wrong", "many", "", ""),
)
COMPANIES = (
    ("Name", "Domain Name / Link URL", "Employees", "idolId"),
    ("known", "known.example", 5, ROCKET.format(1)),
    ("gone", "gone.example", 6, ""),
    ("new", "m0.example", "", ROCKET.format(5)),
    ("", "m0.example", 7, ""),
    ("no key", "", 8, ROCKET.format(21)),
    ("same", "same.example", 2, ""),
    ("wrong", "m1.example", "many", ""),
)
STORED: list[dict[str, Any]] = [
    {"id": f"c0c0a000-0000-4000-8000-00000000000{n}", "name": name, "employees": n, "domainName": {"primaryLinkUrl": url}}
    for n, (name, url) in enumerate((name, f"https://{name}.example") for name in ("known", "gone", "same"))
]
FIELDS = {
    "companies": "id name employees deletedAt domainName { primaryLinkUrl } idolId",
    "rockets": "id name crew parentId makerId",
}
POLICIES = [(OnDuplicate.MERGE, Missing.CREATE), (OnDuplicate.LAST, Missing.DEFER), (OnDuplicate.REJECT, Missing.NULL)]
SHARE = int(os.environ.get("FERRY_STEPS", "37"))
"""Every so many steps is tried; all of them, with FERRY_STEPS=1, take some minutes."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A server, what is imported into it and how, and names for runs, which are never given twice."""

    door: Door
    folder: Path
    names: Iterator[int]

    def plan(self, options: ImportOptions) -> RunPlan:
        """Return the plan of the import."""
        files = {"company": COMPANIES, "rocket": ROCKETS}
        targets = [Target(str(self.door.file(*rows, name=f"{name}.csv")), name) for name, rows in files.items()]
        with new_client(self.door.url, self.door.key) as client:
            return plan_run(client, targets, options)

    def policy(self, plan: RunPlan, missing: Missing) -> RunPlan:
        """Return the plan with a policy for the companies that rockets name."""
        companies, rockets = plan.loads
        columns = [replace(c, missing=missing) if c.column.field == "makerId" else c for c in rockets.mapping.columns]
        return replace(plan, loads=(companies, replace(rockets, mapping=replace(rockets.mapping, columns=tuple(columns)))))

    def reset(self) -> None:
        """Leave only what is there before the import: a company to be changed, a deleted one, and one that stays as it is."""
        for name in ("Rocket", "Company"):
            root = {"Rocket": "Rockets", "Company": "Companies"}[name]
            query = f"mutation($all: {name}FilterInput!) {{ destroy{root}(filter: $all) {{ id }} }}"
            self.door.ask(query, all=WITH_DELETED)
        self.door.create("companies", *STORED)
        self.door.delete("Company", STORED[1]["id"])

    def begin(self, plan: RunPlan, options: ImportOptions, steps: Steps) -> bool:
        """Run the import in a new folder; return whether it came to its end."""
        with new_client(self.door.url, self.door.key) as client:
            return begin(client, plan, options, steps)

    def take_up(self, plan: RunPlan, options: ImportOptions, run: Path) -> None:
        """Bring an import that was cut short to its end."""
        with new_client(self.door.url, self.door.key) as client:
            take_up(client, plan, options, run)

    def steps(self, last: int | None = None, *, politely: bool = False) -> Steps:
        """Return the steps of a new run."""
        return Steps(self.folder / f"run{next(self.names)}", last, politely)

    def end(self, run: Path) -> dict[str, Any]:
        """Return what the server and the journal hold."""
        journal = Journal(run)
        found = {name: self.door.find(name, fields, WITH_DELETED) for name, fields in FIELDS.items()}
        records = {name: sorted(map(_lasting, several), key=itemgetter("id")) for name, several in found.items()}
        told = {
            "state": journal.state,
            "rows": [(row.row, row.outcome, row.record_id, row.code) for load in (1, 2) for row in journal.rows(load)],
            "rejects": [reject for load in (1, 2) for reject in journal.rejects(load)],
            "parents": sorted(journal.images.parents()),
            "images": [_lasting(journal.images.get(1, record["id"]) or {}) for record in STORED],
            "left": [
                journal.later.deferred_count(),
                journal.later.links(1, 9),
                journal.later.links(2, 9),
                journal.open_batches(),
            ],
        }
        journal.close()
        return {**records, **told}


def _lasting(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "deletedAt": bool(record.get("deletedAt"))}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Serve rockets and companies, which refer to each other."""
    folder = tmp_path_factory.mktemp("interruptions")
    with open_door(folder, rocket_model(), []) as door:
        yield Scene(door, folder, count(1))


@pytest.fixture(autouse=True)
def _small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be several windows."""
    monkeypatch.setattr(loads, "WINDOW", 4)
    monkeypatch.setattr(links, "WINDOW", 3)
    monkeypatch.setattr(ways, "ordinary_parts", partial(_few_rows, ordinary_parts))


def _few_rows(parts: Any, *arguments: Any) -> Any:
    return replace(parts(*arguments), window=4)


@pytest.mark.parametrize("politely", [False, True], ids=["killed", "interrupted"])
@pytest.mark.parametrize(("on_duplicate", "missing"), POLICIES)
def test_an_import_may_end_at_any_step(scene: Scene, on_duplicate: OnDuplicate, missing: Missing, politely: bool) -> None:
    """Records, outcomes, rejects, before-images and made parents are those of an import that nobody disturbs."""
    options = ImportOptions(on_duplicate=on_duplicate, batch=2, jobs=1)
    plan = scene.policy(scene.plan(options), missing)
    scene.reset()
    calm = scene.steps()
    assert scene.begin(plan, options, calm)
    expected = scene.end(calm.folder)
    assert RunState.DONE == expected["state"]
    for last in range(0, calm.taken, SHARE):
        scene.reset()
        steps = scene.steps(last, politely=politely)
        if not scene.begin(plan, options, steps):
            run = steps.folder if politely else steps.copy
            scene.take_up(plan, options, run)
            assert expected == scene.end(run), f"ended after step {last} of {calm.taken}"
