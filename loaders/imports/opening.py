"""A file of an import opened: its columns mapped to fields, and what all its cells say about how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from loaders.errors import MappingError
from loaders.files.rows import Source, Survey
from loaders.files.sources import SourceOptions, open_source
from loaders.imports.options import CLEAR, Empty, ImportOptions
from loaders.mapping.columns import Column, import_columns, whole_columns
from loaders.mapping.exact import exact_mapping
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import MappedColumn, Missing
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.mapping.mapping_document import MappingDocument
from loaders.mapping.presets import Preset
from loaders.mapping.witnesses import ColumnFault, witness_for
from loaders.remote.model import RemoteModel
from loaders.values.cell_format import CellFormat
from schema.model import ObjectMetadata

SAMPLED_ROWS = 1000
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
class Opened:
    """A file that was read once, beside the object it goes to."""

    target: Target
    source: Source
    survey: Survey
    columns: tuple[Column, ...]
    samples: Mapping[int, Sequence[str]]
    """Some different cells of every column."""
    clear: str
    """The cell that clears a stored value."""


def open_file(target: Target, obj: ObjectMetadata, model: RemoteModel, options: ImportOptions, preset: Preset | None) -> Opened:
    """Read a file once; whatever makes it unreadable is raised here."""
    source = open_target(target, options)
    columns = import_columns(obj, model, history=options.history)
    if source.format == "jsonl":
        columns += whole_columns(obj, history=options.history)
    if options.if_unmodified:
        columns = tuple(replace(c, kept_out=None) if c.path == "updatedAt" else c for c in columns)
    clear = _clear_token(source, options, preset)
    return Opened(target, source, source.survey(), columns, _samples(source, clear), clear)


def open_target(target: Target, options: ImportOptions) -> Source:
    """Open the file of a target as its mapping and the options say that it is read."""
    return open_source(target.path, SourceOptions(**{**_read_as(target.document), **options.reading}))


def understand(
    opened: Opened, model: RemoteModel, options: ImportOptions, preset: Preset | None
) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Return where the columns go and how their cells are written, with what deserves to be said about it."""
    if options.exact:
        return exact_mapping(opened.survey.headings, opened.columns), ()
    mapping = _mapping(opened, model, preset, accept_guesses=options.accept_guesses)
    _check_policies(mapping, options)
    mapping = replace(mapping, columns=tuple(_declared(mapped, options) for mapped in mapping.columns))
    return (mapping, ()) if options.strict_twenty else _agreed(opened, mapping, options.limit)


def _mapping(opened: Opened, model: RemoteModel, preset: Preset | None, *, accept_guesses: bool) -> ColumnMapping:
    headings, document = opened.survey.headings, opened.target.document
    matching: dict[str, Any] = {"samples": opened.samples, "preset": preset, "accept_guesses": accept_guesses}
    if document is not None:
        return document.apply(headings, opened.columns, model, **matching)
    return match_headings(headings, opened.columns, **matching)


def _clear_token(source: Source, options: ImportOptions, preset: Preset | None) -> str:
    """Return the cell that clears: JSON lines have a null of their own, else it is declared, or the product's."""
    if source.format == "jsonl":
        return CLEAR
    if options.clear_token != CLEAR or preset is None:
        return options.clear_token
    return preset.clear_token or CLEAR


def _read_as(document: MappingDocument | None) -> dict[str, Any]:
    """Return what a mapping declares of its file."""
    if document is None:
        return {}
    source = document.source
    declared = {
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "sheet": source.sheet,
        "header_row": source.header_row,
    }
    return {name: value for name, value in declared.items() if value is not None}


def _samples(source: Source, clear: str) -> Mapping[int, Sequence[str]]:
    """Return some different cells of every column, those that say nothing of it apart."""
    samples: dict[int, dict[str, None]] = {}
    for row in islice(source.rows(), SAMPLED_ROWS):
        for position, cell in enumerate(row.cells):
            if cell and cell != clear and len(known := samples.setdefault(position, {})) < SAMPLES:
                known[cell] = None
    return {position: tuple(cells) for position, cells in samples.items()}


def _declared(mapped: MappedColumn, options: ImportOptions) -> MappedColumn:
    """Return the column with what the command line declares, where its mapping declares nothing."""
    plain = CellFormat()
    declared = {name: value for name, value in options.formats.items() if getattr(mapped.format, name) == getattr(plain, name)}
    return replace(mapped, format=replace(mapped.format, **declared)) if declared else mapped


def _agreed(opened: Opened, mapping: ColumnMapping, limit: int | None) -> tuple[ColumnMapping, tuple[str, ...]]:
    """Let all cells of a column say how it is written, where nothing was declared; a column that leaves it open is refused."""
    typed = opened.source.format != "csv"
    watched = [(mapped, witness) for mapped in mapping.columns if (witness := witness_for(mapped, typed=typed)) is not None]
    if not watched:
        return mapping, ()
    unread = frozenset(("", opened.clear))
    looks = [(mapped.position, witness.see) for mapped, witness in watched]
    for row in islice(opened.source.rows(), limit):
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
    """Refuse to make related records that nobody can make, and to compare with what the file does not say."""
    if options.if_unmodified and all(mapped.column.path != "updatedAt" for mapped in mapping.columns):
        raise MappingError("--if-unmodified needs the column that says when each record was exported: Last update")
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
