"""The story of `scripts/crash-test`: imports undisturbed, then with killed loaders, killed servers and lost answers."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tests.durability.crash import Setting, Verdict, run_calm, run_stormy
from tests.durability.stories import MIXED, SMALL, Story
from tests.durability.troubles import Blows, Victim

_SMALL_ROWS, _SMALL_BATCH = 6_000, 20
_FEWER = 5
"""How many times fewer blows the small stories get."""


def main(arguments: Sequence[str]) -> int:
    """Disturb the large story and the small ones, and print a line for each and one verdict."""
    given, started = _options(arguments), time.monotonic()
    targets = (False, True) if given.target == "both" else (given.target == "twenty",)
    verdicts: list[Verdict] = []
    for story, setting in _settings(given):
        for verdict in _disturbed(story, setting, targets):
            print(f"{'passed' if verdict.passed else 'FAILED'}  {verdict}", flush=True)
            verdicts.append(verdict)
    passed = bool(verdicts) and all(verdict.passed for verdict in verdicts)
    rows = sum(verdict.setting.rows for verdict in verdicts)
    dealt = sum((verdict.ordeal.dealt for verdict in verdicts), start=Counter[Victim]())
    blows = Blows(dealt[Victim.LOADER], dealt[Victim.SERVER], dealt[Victim.ANSWER])
    differing = sum(not verdict.differences.none for verdict in verdicts)
    lost, doubled, outcomes = (sum(getattr(v.differences, name) for v in verdicts) for name in ("lost", "doubled", "outcomes"))
    print(
        f"crash test {'passed' if passed else 'FAILED'}: {len(verdicts)} imports of {rows:,} rows with {blows}; "
        f"{lost} rows lost, {doubled} doubled, {outcomes} outcomes changed, {differing} imports otherwise than undisturbed; "
        f"{time.monotonic() - started:.0f} s, seed {given.seed}"
    )
    return 0 if passed else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/crash-test", description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the large import")
    parser.add_argument("--kills", type=int, default=50, help="how often the loader is killed, and how often the server")
    parser.add_argument("--lost", type=int, default=100, help="how many answers are lost after they were carried out")
    parser.add_argument("--batch", type=int, default=200, help="rows a call")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--target", choices=("ferry", "twenty", "both"), default="ferry")
    parser.add_argument("--only", choices=("large", "small"), help="one kind of stories alone")
    return parser.parse_args(arguments)


def _settings(given: argparse.Namespace) -> Iterator[tuple[Story, Setting]]:
    if given.only != "small":
        yield MIXED, Setting(given.rows, given.batch, Blows(given.kills, given.kills, given.lost), given.seed)
    few = -(-given.kills // _FEWER)
    for story in SMALL if given.only != "large" else ():
        yield story, Setting(_SMALL_ROWS, _SMALL_BATCH, Blows(few, few, -(-given.lost // _FEWER)), given.seed)


def _disturbed(story: Story, setting: Setting, targets: Sequence[bool]) -> Iterator[Verdict]:
    """Disturb one import before each kind of server."""
    for twenty in targets:
        chosen = replace(setting, twenty=twenty)
        with tempfile.TemporaryDirectory(prefix="ferry-crash-") as name:
            folder = Path(name)
            yield run_stormy(run_calm(story, chosen, folder), chosen, folder / "stormy")
