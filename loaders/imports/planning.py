"""What an import is going to do: files surveyed, headings mapped, columns understood, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from loaders.errors import UsageError
from loaders.files.rows import Source, Survey
from loaders.imports.keys import matching_of
from loaders.imports.opening import Target, open_file, understand
from loaders.imports.options import CLEAR, ImportOptions
from loaders.mapping.columns import Column
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.mapping.order import ImportOrder, import_order
from loaders.mapping.presets import read_preset
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import RemoteModel, digest_of, fetch_model
from schema.model import ObjectMetadata

_ASIDE = frozenset((".part", ".rejects", ".unprocessed", ".destroyed"))
"""What ferry itself puts beside the files of an object."""


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """Everything known of one file before its first row is sent."""

    number: int
    obj: ObjectMetadata
    source: Source
    survey: Survey
    mapping: ColumnMapping
    columns: tuple[Column, ...]
    later: frozenset[str]
    """Join columns that are set when all rows of the run are in."""
    notes: tuple[str, ...] = ()
    samples: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Some different cells of every column."""
    clear: str = CLEAR
    """The cell that clears a stored value."""
    piped: bool = False
    """Whether the rows came by standard input, so that the source has no name of its own."""

    @property
    def fingerprint(self) -> bytes:
        """A digest of the mapping: equal for mappings that load a file in the same way."""
        columns = [
            (c.position, c.heading, c.column.path, c.column.micros, repr(c.format), c.missing) for c in self.mapping.columns
        ]
        filters = [(f.position, sorted(f.cells), f.excluded) for f in self.mapping.filters]
        constants = [(constant.column.path, constant.cell) for constant in self.mapping.constants]
        return hashlib.sha256(repr((columns, filters, constants, self.mapping.key)).encode()).digest()

    @property
    def schema(self) -> bytes:
        """A digest of the object as the server has it."""
        return bytes.fromhex(digest_of((self.obj,)))


@dataclass(frozen=True, slots=True)
class RunPlan:
    """All files of an import in the order of their objects."""

    loads: tuple[LoadPlan, ...]
    order: ImportOrder
    model: RemoteModel
    capabilities: Capabilities

    @property
    def rows(self) -> int:
        """How many rows there are in all files."""
        return sum(load.survey.rows for load in self.loads)


def plan_run(client: Client, targets: Sequence[Target], options: ImportOptions) -> RunPlan:
    """Read every file and the server's model, and map the headings; whatever is wrong is raised before any write."""
    model = fetch_model(client)
    capabilities = fetch_capabilities(client)
    check_batch(options, capabilities)
    objects = [model.find(target.object_name) for target in targets]
    order = import_order(list({obj.name_singular: obj for obj in objects}.values()))
    ranks = {obj.name_singular: rank for rank, obj in enumerate(order.objects)}
    placed = sorted(zip(targets, objects, strict=True), key=lambda pair: ranks[pair[1].name_singular])
    later: dict[str, set[str]] = {}
    for obj, relation in (*order.cut, *order.to_itself):
        later.setdefault(obj.name_singular, set()).add(relation.join_column)
    loads = tuple(
        _plan_load(number, target, obj, model, options, frozenset(later.get(obj.name_singular, ())))
        for number, (target, obj) in enumerate(placed, 1)
    )
    return RunPlan(loads, order, model, capabilities)


def check_batch(options: ImportOptions, capabilities: Capabilities) -> None:
    """Refuse batches larger than the server takes."""
    limit = max(capabilities.records_per_call, capabilities.records_per_upsert)
    if options.batch is not None and options.batch > limit:
        raise UsageError(f"--batch {options.batch} is more than the {limit} records the server takes in one call")


def _plan_load(
    number: int, target: Target, obj: ObjectMetadata, model: RemoteModel, options: ImportOptions, later: frozenset[str]
) -> LoadPlan:
    preset = read_preset(options.preset) if options.preset else None
    opened = open_file(target, obj, model, options, preset)
    mapping, notes = understand(opened, model, options, preset)
    matching_of(obj, mapping, options.key or mapping.key)  # refuses a key that the file does not fill
    return LoadPlan(
        number,
        obj,
        opened.source,
        opened.survey,
        mapping,
        opened.columns,
        later & _joins(mapping),
        (*opened.survey.notes, *notes),
        opened.samples,
        opened.clear,
        target.path == "-",
    )


def _joins(mapping: ColumnMapping) -> frozenset[str]:
    return frozenset(mapped.column.field for mapped in mapping.columns if mapped.column.reference is not None)


def folder_targets(folder: Path, known: Callable[[str], bool]) -> Iterator[Target]:
    """Yield the files of a folder that are named after objects: `people.csv`, `Company.xlsx`, `people-0001.csv`."""
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith(".") or not _ASIDE.isdisjoint(path.suffixes):
            continue
        stem = path.name.partition(".")[0]
        names = [stem, stem.rsplit("-", 1)[0]]
        name = next((name for name in names if known(name)), None)
        if name is not None:
            yield Target(str(path), name)
