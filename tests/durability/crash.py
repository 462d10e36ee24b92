"""One import twice from the same state, once left alone and once disturbed, and what differs at the end."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.durability.crash_files import CrashFiles
from tests.durability.disturber import Disturber
from tests.durability.findings import Differences, End, batches_of, compare, read_end
from tests.durability.loading import Loading
from tests.durability.stories import Story
from tests.durability.troubles import Blows, Trouble, Victim, plan_troubles
from tests.durability.ways import way_to
from tests.io.running_server import RunningServer


@dataclass(frozen=True, slots=True)
class Setting:
    """How large an import is, how many rows go in one call, and how often it is hit."""

    rows: int
    batch: int
    blows: Blows
    seed: int
    twenty: bool = False
    """Whether it goes to Ferry in the likeness of Twenty, which knows no idempotency keys."""


@dataclass(frozen=True, slots=True)
class Ordeal:
    """How an import went."""

    dealt: Counter[Victim] = field(default_factory=Counter)
    processes: int = 1
    seconds: float = 0.0

    def suffices(self, blows: Blows) -> bool:
        """Tell whether every victim was hit as often as was wanted."""
        wanted = {Victim.LOADER: blows.loader, Victim.SERVER: blows.server, Victim.ANSWER: blows.answers}
        return all(self.dealt[victim] >= count for victim, count in wanted.items())

    def __str__(self) -> str:
        dealt = Blows(self.dealt[Victim.LOADER], self.dealt[Victim.SERVER], self.dealt[Victim.ANSWER])
        return f"{dealt}, {self.processes} processes, {self.seconds:.0f} s"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a disturbed import came to."""

    story: str
    setting: Setting
    ordeal: Ordeal
    differences: Differences

    @property
    def passed(self) -> bool:
        """Whether it was hit as often as was wanted, and left what the undisturbed import left."""
        return self.differences.none and self.ordeal.suffices(self.setting.blows)

    def __str__(self) -> str:
        target = "Twenty" if self.setting.twenty else "Ferry"
        return f"{self.story} to {target}, {self.setting.rows:,} rows: {self.ordeal}: {self.differences}"


@dataclass(frozen=True, slots=True)
class Calm:
    """An undisturbed import: what it was given, the server as it was before, and what it left."""

    story: Story
    files: CrashFiles
    origin: RunningServer
    end: End
    batches: int
    seconds: float


def run_calm(story: Story, setting: Setting, folder: Path) -> Calm:
    """Write the files of a story, store what is to be there before, and import undisturbed."""
    files = story.write(folder, setting.rows, setting.seed)
    origin = _origin(story, files, folder)
    end, ordeal = _import(story, setting, files, _home(story, origin, folder / "calm"), ())
    return Calm(story, files, origin, end, batches_of(folder / "calm"), ordeal.seconds)


def run_stormy(calm: Calm, setting: Setting, folder: Path) -> Verdict:
    """Import the same once more from the same state, disturbed, and compare."""
    troubles = plan_troubles(random.Random(setting.seed), calm.batches, calm.seconds, setting.blows)
    home = _home(calm.story, calm.origin, folder)
    end, ordeal = _import(calm.story, setting, calm.files, home, troubles)
    return Verdict(calm.story.name, setting, ordeal, compare(calm.end, end))


def _origin(story: Story, files: CrashFiles, folder: Path) -> RunningServer:
    """Return a server, stopped, with what is stored before the import."""
    server = story.serve(_made(folder / "origin")).start()
    try:
        for name, file in files.stored:
            server.load(name, file, "--preserve-history")
    finally:
        server.stop()
    return server


def _home(story: Story, origin: RunningServer, folder: Path) -> RunningServer:
    """Return a server of its own with the same records and the same key."""
    server = story.serve(_made(folder))
    shutil.copy(origin.database, server.database)
    server.key = origin.key
    return server.start()


def _import(
    story: Story, setting: Setting, files: CrashFiles, server: RunningServer, troubles: Iterable[Trouble]
) -> tuple[End, Ordeal]:
    """Import the files, whatever befalls the loader and the server, and return what is there at the end."""
    disturber = Disturber(server, troubles, story.turn)
    options = (*story.options, "--batch", str(setting.batch))
    started = time.monotonic()
    try:
        with way_to(server.url, disturber, twenty=setting.twenty) as way:
            loading = Loading(server, way.url, disturber, random.Random(setting.seed))
            loading.run(_copied(files, server.folder), options)
            disturber.close()
        ordeal = Ordeal(disturber.dealt, loading.processes, time.monotonic() - started)
        return read_end(server, story.objects), ordeal
    finally:
        disturber.close()
        server.stop()


def _copied(files: CrashFiles, folder: Path) -> list[str]:
    """Return what is imported with the files copied into a folder, so that every import has its own rejects beside them."""
    pairs = [target.split("=", 1) for target in files.imported]
    return [f"{name}={shutil.copy(path, folder)}" for name, path in pairs]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
