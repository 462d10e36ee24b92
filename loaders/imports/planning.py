"""What an import is going to do: files surveyed, headings mapped, columns understood, before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from loaders.errors import MappingError, UsageError
from loaders.files.rows import Source, Survey
from loaders.files.sources import SourceOptions, open_source
from loaders.imports.options import Empty, ImportOptions
from loaders.mapping.columns import Column, import_columns, whole_columns
from loaders.mapping.exact import exact_mapping
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import MappedColumn, Missing
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.mapping.order import ImportOrder, import_order
from loaders.mapping.presets import read_preset
from loaders.mapping.witnesses import ColumnFault, witness_for
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.model import RemoteModel, fetch_model
from loaders.values.cell_format import CellFormat
from schema.model import ObjectMetadata

if TYPE_CHECKING:
    from loaders.mapping.mapping_file import MappingDocument

SAMPLED_ROWS = 200
SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Target:
    """One file of an import, and the object it goes to; a mapping document may say how."""

    path: str
    object_name: str
    document: MappingDocument | None = None
    mapping: str | None = None
    """Where that document stands."""


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
        return hashlib.sha256(repr(self.obj).encode()).digest()


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


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was read once, beside the object it goes to."""

    target: Target
    obj: ObjectMetadata
    source: Source
    survey: Survey
    columns: tuple[Column, ...]


def _plan_load(
    number: int, target: Target, obj: ObjectMetadata, model: RemoteModel, options: ImportOptions, later: frozenset[str]
) -> LoadPlan:
    opened = _open(target, obj, model, options)
    mapping, notes = _understood(opened, model, options)
    notes = (*opened.survey.notes, *notes)
    return LoadPlan(number, obj, opened.source, opened.survey, mapping, opened.columns, later & _joins(mapping), notes)


def _understood(opened: _Opened, model: RemoteModel, options: ImportOptions) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Return where the columns go and how their cells are written, with what deserves to be said about it."""
    if options.exact:
        return exact_mapping(opened.survey.headings, opened.columns), ()
    mapping = _mapping(opened, model, options)
    _check_policies(mapping, options)
    mapping = replace(mapping, columns=tuple(_declared(mapped, options) for mapped in mapping.columns))
    return _agreed(opened.source, mapping, options)


def _open(target: Target, obj: ObjectMetadata, model: RemoteModel, options: ImportOptions) -> _Opened:
    reading = {**options.reading, **(target.document.reading if target.document else {})}
    source = open_source(target.path, SourceOptions(**reading))
    columns = import_columns(obj, model, history=options.history)
    if source.format == "jsonl":
        columns += whole_columns(obj, history=options.history)
    if options.if_unmodified:
        columns = tuple(replace(c, kept_out=None) if c.path == "updatedAt" else c for c in columns)
    return _Opened(target, obj, source, source.survey(), columns)


def _mapping(opened: _Opened, model: RemoteModel, options: ImportOptions) -> ColumnMapping:
    headings = opened.survey.headings
    if opened.target.document is not None:
        return opened.target.document.apply(headings, opened.columns, model)
    return match_headings(
        headings,
        opened.columns,
        samples=_samples(opened.source, _unread(options)),
        preset=read_preset(options.preset) if options.preset else None,
        accept_guesses=options.accept_guesses,
    )


def _samples(source: Source, unread: frozenset[str]) -> Mapping[int, Sequence[str]]:
    """Return some different cells of every column, those that say nothing of it apart."""
    samples: dict[int, dict[str, None]] = {}
    for row in islice(source.rows(), SAMPLED_ROWS):
        for position, cell in enumerate(row.cells):
            if cell not in unread and len(known := samples.setdefault(position, {})) < SAMPLES:
                known[cell] = None
    return {position: tuple(cells) for position, cells in samples.items()}


def _unread(options: ImportOptions) -> frozenset[str]:
    return frozenset(("", options.clear_token))


def _declared(mapped: MappedColumn, options: ImportOptions) -> MappedColumn:
    """Return the column with what the command line declares, where its mapping declares nothing."""
    plain = CellFormat()
    declared = {name: value for name, value in options.formats.items() if getattr(mapped.format, name) == getattr(plain, name)}
    return replace(mapped, format=replace(mapped.format, **declared)) if declared else mapped


def _agreed(source: Source, mapping: ColumnMapping, options: ImportOptions) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Let all cells of a column say how it is written, where nothing was declared; a column that leaves it open is refused."""
    watched = [(mapped, witness) for mapped in mapping.columns if (witness := witness_for(mapped)) is not None]
    if not watched:
        return mapping, ()
    unread = _unread(options)
    looks = [(mapped.position, witness.see) for mapped, witness in watched]
    for row in islice(source.rows(), options.limit):
        cells = row.cells
        for position, see in looks:
            if position < len(cells) and (cell := cells[position]) not in unread:
                see(cell)
    formats: dict[int, CellFormat] = {}
    notes, faults = [], []
    for mapped, witness in watched:
        try:
            formats[mapped.position] = witness.decide()
        except ColumnFault as fault:
            faults.append(str(fault))
            continue
        if witness.note:
            notes.append(f"column {mapped.heading}: {witness.note}")
    if faults:
        raise MappingError("\n".join(faults))
    columns = tuple(replace(m, format=formats.get(m.position, m.format)) for m in mapping.columns)
    return replace(mapping, columns=columns), tuple(notes)


def _check_policies(mapping: ColumnMapping, options: ImportOptions) -> None:
    """Refuse to make related records that nobody can make."""
    for mapped in mapping.columns:
        reference = mapped.column.reference
        if reference is None or (mapped.missing or options.missing) is not Missing.CREATE:
            continue
        target = reference.target
        if reference.field == "id" or target.name_singular == "workspaceMember":
            what = "an id alone" if reference.field == "id" else "a workspace member"
            raise MappingError(
                f'column "{mapped.heading}": --missing-relations create cannot make {what}; choose reject or null'
            )
    if options.empty is Empty.CLEAR and options.key == ("id",) and not any(m.column.path == "id" for m in mapping.columns):
        raise MappingError('--key id needs a column "Id" in the file')


def _joins(mapping: ColumnMapping) -> frozenset[str]:
    return frozenset(mapped.column.field for mapped in mapping.columns if mapped.column.reference is not None)


def folder_targets(folder: Path, known: Callable[[str], bool]) -> Iterator[Target]:
    """Yield the files of a folder that are named after objects: `people.csv`, `Company.xlsx`, `people-0001.csv`."""
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith(".") or path.name.endswith(".part") or ".rejects." in path.name:
            continue
        stem = path.name.partition(".")[0]
        names = [stem, stem.rsplit("-", 1)[0]]
        name = next((name for name in names if known(name)), None)
        if name is not None:
            yield Target(str(path), name)
