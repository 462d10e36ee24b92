"""A template: the columns of an object with their notes, and example rows that go in as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.errors import UsageError
from loaders.remote.client import Client
from loaders.remote.look_up import find_records
from loaders.remote.model import RemoteModel
from loaders.templates.columns import TemplateColumn, template_columns
from loaders.templates.examples import MANAGED, Examples, Stored
from loaders.templates.notes import Note, note_on
from loaders.templates.places import Place
from loaders.templates.spots import ROWS
from schema.model import ManyToOne, ObjectMetadata


@dataclass(frozen=True, slots=True)
class Template:
    """What a template file of an object holds, whatever its format."""

    obj: ObjectMetadata
    columns: tuple[TemplateColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in their order."""
        return tuple(column.heading for column in self.columns)

    @property
    def parents(self) -> tuple[ObjectMetadata, ...]:
        """The objects whose example rows must be in before these."""
        found = {
            column.member.target: column.column.reference.target
            for column, cells in zip(self.columns, zip(*self.rows, strict=True), strict=False)
            if any(cells) and isinstance(column.member, ManyToOne) and column.column.reference
        }
        return tuple(obj for name, obj in found.items() if name not in MANAGED)


def make_template(obj: ObjectMetadata, model: RemoteModel, stored: Stored) -> Template:
    """Make the template of an object; `stored` tells by which values live records of the server are named."""
    if obj.name_singular in MANAGED:
        raise UsageError(
            f"{obj.label_plural} stand for users: an administrator of the server makes them, an import only updates them; "
            f"export {obj.name_plural}, edit the file and import it"
        )
    columns = template_columns(obj, model)
    rows = Examples(model, stored).rows(obj)
    return Template(
        obj,
        columns,
        tuple(tuple(row[column.column.place] for column in columns) for row in rows),
        tuple(note_on(obj, column) for column in columns),
    )


def stored_names(client: Client) -> Stored:
    """Return the function that asks a server for values by which a few of its live records are named."""

    def ask(obj: ObjectMetadata, place: Place) -> Sequence[str]:
        field, sub_field = place
        wanted = {field: [sub_field] if sub_field else []}
        condition = {"deletedAt": {"is": "NULL"}}
        records = find_records(client, obj, wanted, condition, ROWS, pages=1)
        values = (record[field][sub_field] if sub_field else record[field] for record in records)
        return [str(value) for value in values if value]

    return ask
