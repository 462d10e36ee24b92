"""Reads the recorded heading rows and holds the answers of the loader to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from loaders.mapping.headings import match_headings
from loaders.mapping.presets import Preset, preset_names, read_preset
from tests.spec.loader_model import columns_of

FOLDER = Path(__file__).parent
WAYS = ("plain", "preset", "guesses")


@dataclass(frozen=True, slots=True)
class Recording:
    """One heading row: for every heading the path it belongs to, or None, and its cells."""

    name: str
    product: str
    object_name: str
    held_out: bool
    columns: tuple[tuple[str, str | None, tuple[str, ...]], ...]

    @property
    def preset(self) -> Preset | None:
        """The preset of the product, if it has one."""
        name = self.product.lower()
        return read_preset(name) if name in preset_names() else None


@dataclass(frozen=True, slots=True)
class Score:
    """How many columns have a field, how many of them found it, and what went wrong or was missed."""

    fields: int
    right: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    def __add__(self, other: Score) -> Score:
        return Score(self.fields + other.fields, self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def share(self) -> float:
        """The share of the columns with a field that found it."""
        return self.right / self.fields


@cache
def recordings() -> tuple[Recording, ...]:
    """Return all recorded heading rows."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.yaml")))


@cache
def score(recording: Recording, way: str) -> Score:
    """Hold the mapping of a heading row to the recorded answers: `plain`, with the `preset`, or with `guesses` accepted."""
    headings = [heading for heading, _, _ in recording.columns]
    samples = {position: cells for position, (_, _, cells) in enumerate(recording.columns)}
    columns = columns_of(recording.object_name, history=True)
    preset = recording.preset if way == "preset" else None
    mapping = match_headings(headings, columns, samples=samples, preset=preset, accept_guesses=way == "guesses")
    found = {mapped.position: mapped.column.path for mapped in mapping.columns}
    return _score(recording, found)


def _score(recording: Recording, found: Mapping[int, str]) -> Score:
    answers = [(heading, right, found.get(position)) for position, (heading, right, _) in enumerate(recording.columns)]
    return Score(
        sum(right is not None for _, right, _ in answers),
        sum(right is not None and right == path for _, right, path in answers),
        tuple(f"{recording.name}: {heading} -> {path}" for heading, right, path in answers if path not in (None, right)),
        tuple(f"{recording.name}: {heading} (is {right})" for heading, right, path in answers if right and path is None),
    )


def _read(path: Path) -> Recording:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    columns = tuple((heading, right, tuple(cells)) for heading, right, cells in document["columns"])
    return Recording(path.stem, document["product"], document["object"], document.get("held_out", False), columns)
