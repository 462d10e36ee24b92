"""What an export will do, decided before anything is read: every option checked against the model of the server."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from loaders.errors import UsageError
from loaders.exports.anonymising import Anonymiser, build_anonymiser, read_key, read_spec
from loaders.exports.cells import CsvStyle
from loaders.exports.conditions import Condition, Deleted, all_of, deleted_condition, parse_filter
from loaders.exports.deltas import Delta, MarkFile, parse_moment, updated_since
from loaders.exports.formats import Layout, choose_format
from loaders.exports.options import ExportOptions
from loaders.exports.ordering import choose_columns, parse_sort, path_of
from loaders.exports.reading import Reading
from loaders.exports.related import with_relation_names
from loaders.exports.selecting import select_fields
from loaders.exports.splitting import SplitBy, parse_split_by
from loaders.exports.views import View, fix_words, read_view
from loaders.mapping.columns import Column, export_columns
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.documents import Fields
from loaders.remote.model import RemoteModel, fetch_model
from schema.field_types import FieldType
from schema.model import ObjectMetadata

_BY_UPDATE = "updatedAt,id"


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """What is read, what becomes of it and where it goes."""

    obj: ObjectMetadata
    server: str
    capabilities: Capabilities
    reading: Reading
    fields: Fields
    layout: Layout
    output: Path | None
    split: int | SplitBy | None = None
    anonymiser: Anonymiser | None = None
    delta: Delta | None = None
    marks: MarkFile | None = None
    changes: str | None = None
    """The token of the change feed at the last export, where this one follows another."""
    resume: bool = False
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What must be equal for one process to go on with the file of another."""
        decided = (
            self.server,
            self.obj.name_plural,
            self.fields,
            self.reading.condition,
            self.reading.order,
            self.reading.limit,
            self.layout,
            [column.path for column in self.layout.columns],
            self.anonymiser.paths if self.anonymiser else None,
        )
        return hashlib.sha256(repr(decided).encode()).hexdigest()


def plan_export(client: Client, object_name: str, options: ExportOptions) -> ExportPlan:
    """Ask for the server's model and check every option against it."""
    model = fetch_model(client)
    obj = model.find(object_name)
    capabilities = fetch_capabilities(client)
    view = _view(obj, model, options)
    columns, every = _columns(obj, model, options, view)
    order = parse_sort(_BY_UPDATE if options.is_delta else options.sort or ",".join(view.sort), every)
    split = options.split_rows or (parse_split_by(options.split_by, every) if options.split_by else None)
    condition = _condition(client, options, view)
    marks, delta, changes = _follow(client, obj, options, view)
    further = [path_of(key)[0] for key in order] + ([split.path] if isinstance(split, SplitBy) else [])
    fields, kept = select_fields(columns, [*further, *(_phone_parts(columns) if options.anonymise else ())])
    condition = all_of(condition, updated_since(parse_moment(options.since)) if options.since else None)
    reading = Reading(
        all_of(condition, delta.condition if delta else None, deleted_condition(options.shown)),
        order,
        options.page,
        options.limit,
    )
    output, layout = _layout(obj, columns, kept, options)
    options.check_format(layout.format)
    return ExportPlan(
        obj,
        client.origin,
        capabilities,
        reading,
        fields,
        layout,
        output,
        split,
        _anonymiser(obj, columns, options),
        delta,
        marks,
        changes,
        options.resume,
        _notes(options),
    )


def _view(obj: ObjectMetadata, model: RemoteModel, options: ExportOptions) -> View:
    if options.view is None:
        return View("", obj.name_singular)
    view = read_view(options.view)
    if model.find(view.object) is not obj:
        raise UsageError(f'the view "{view.name}" shows {view.object}, not {obj.name_singular}; export that object')
    return view


def _columns(
    obj: ObjectMetadata, model: RemoteModel, options: ExportOptions, view: View
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Return the columns of the file, and all that options may name."""
    every = export_columns(obj, deleted=options.shown is not Deleted.NO)
    if options.ids_only:
        return every[:1], every
    named = options.columns if options.columns is not None or view.columns is None else ",".join(view.columns)
    columns = choose_columns(named, every)
    if options.shown is not Deleted.NO and all(column.field != "deletedAt" for column in columns):
        columns += tuple(column for column in every if column.field == "deletedAt")
    return (with_relation_names(columns, obj, model) if options.relation_names else columns), every


def _condition(client: Client, options: ExportOptions, view: View) -> Condition | None:
    """Return view and filter joined, with the words for one instant and one person replaced by what they mean."""
    now = datetime.now(UTC)
    words = {"@now": f"{now:%Y-%m-%dT%H:%M:%S}.000Z", "@today": f"{now:%Y-%m-%d}"}
    if options.as_email:
        words["@me"] = _member(client, options.as_email)
    condition: Condition | None = fix_words(all_of(view.condition, parse_filter(options.condition)), words)
    return condition


def _member(client: Client, email: str) -> str:
    query = "query Me($filter: WorkspaceMemberFilterInput) { workspaceMembers(filter: $filter) { edges { node { id } } } }"
    found = client.execute(query, {"filter": {"userEmail": {"eq": email}}})["workspaceMembers"]["edges"]
    if not found:
        raise UsageError(f"--as {email}: no workspace member has this address")
    member: str = found[0]["node"]["id"]
    return member


def _follow(
    client: Client, obj: ObjectMetadata, options: ExportOptions, view: View
) -> tuple[MarkFile | None, Delta | None, str | None]:
    """Return where the last export of this name ended, if one is followed."""
    if options.since_last is None:
        return None, None, None
    marks = MarkFile(options.since_last)
    scope = hashlib.sha256(repr((options.condition, view.condition, options.shown)).encode()).hexdigest()[:16]
    mark = marks.read(client.origin, obj.name_singular, scope)
    return marks, Delta(mark), mark.changes


def _phone_parts(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return what tells where a phone number belongs, which its pseudonym needs."""
    fields = {column.field for column in columns if column.composite is FieldType.PHONES and column.reference is None}
    return [(field, part) for field in sorted(fields) for part in ("primaryPhoneCountryCode", "primaryPhoneCallingCode")]


def _layout(
    obj: ObjectMetadata, columns: tuple[Column, ...], kept: Fields | None, options: ExportOptions
) -> tuple[Path | None, Layout]:
    named = Path(options.output) if options.output not in (None, "-") else None
    format_, compress = choose_format(options.format, named, gz=options.gz)
    output = named
    if options.output is None:
        output = Path(f"{obj.name_plural}.{format_}{'.gz' if compress else ''}")
    style = CsvStyle(options.separator, "\r\n" if options.crlf or options.excel else "\n", options.bom or options.excel)
    style = replace(style, guarded=options.guard)
    return output, Layout(format_, obj.label_plural, columns, kept, style, compress)


def _anonymiser(obj: ObjectMetadata, columns: tuple[Column, ...], options: ExportOptions) -> Anonymiser | None:
    if options.anonymise is None:
        return None
    spec = read_spec(options.anonymise)
    unique = frozenset(name for index in obj.unique_indexes for name in index.fields)
    return build_anonymiser(spec, columns, unique, read_key(spec))


def _notes(options: ExportOptions) -> tuple[str, ...]:
    if options.guard:
        return ()
    return ("--no-guard: text that begins like a formula is written as it is, and a spreadsheet that opens it may run it",)
