"""The shape of a bulk upsert's result: counts, and for every row what became of it."""

from __future__ import annotations

from schema.naming import capitalise
from server.engine.catalogue import Catalogue, Entity
from server.engine.documents.selections import TYPENAME, Selection
from server.engine.planning.shapes import RecordReader
from server.engine.plans.entries import Constant, Fact, RecordEntry
from server.engine.plans.upserts import ErrorEntry, ResultsEntry, RowEntry, UpsertShape


def upsert_shape(catalogue: Catalogue, entity: Entity, selections: tuple[Selection, ...]) -> UpsertShape:
    """Return the shape of what upsertMany answers."""
    reader = RecordReader(catalogue, entity, below_many=False)
    entries = tuple(_result_entry(reader, entity, selection) for selection in selections)
    reader.refuse_excess()
    rows = [row for entry in entries if isinstance(entry, ResultsEntry) for row in entry.entries]
    return UpsertShape(reader.shape(), entries, wants_records=any(isinstance(row, RecordEntry) for row in rows))


def _result_entry(reader: RecordReader, entity: Entity, selection: Selection) -> Constant | Fact | ResultsEntry:
    if selection.name == "results":
        return ResultsEntry(selection.key, tuple(_row_entry(reader, entity, child) for child in selection.children))
    return _fact(selection, f"{capitalise(entity.name)}UpsertResult")


def _row_entry(reader: RecordReader, entity: Entity, selection: Selection) -> RowEntry:
    match selection.name:
        case "record":
            return RecordEntry(selection.key, reader.entries(entity, selection.children, ()))
        case "error":
            return ErrorEntry(selection.key, tuple(_fact(child, "UpsertError") for child in selection.children))
    return _fact(selection, f"{capitalise(entity.name)}UpsertRow")


def _fact(selection: Selection, type_name: str) -> Constant | Fact:
    if selection.name == TYPENAME:
        return Constant(selection.key, type_name)
    return Fact(selection.key, selection.name)
