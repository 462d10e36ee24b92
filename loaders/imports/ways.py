"""The two ways of an import: the ordinary one, and the one of Twenty's own importer."""

from __future__ import annotations

from dataclasses import replace

from loaders.errors import UsageError
from loaders.imports.batches import BatchWriter, Writer
from loaders.imports.blame import blame_by
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.existing import Existing, NewRecords
from loaders.imports.keys import matching_of
from loaders.imports.loads import Told
from loaders.imports.options import ImportOptions, Position
from loaders.imports.parents import Parents
from loaders.imports.planning import LoadPlan
from loaders.imports.references import References
from loaders.imports.steps import Parts, Steps, ordinary_parts
from loaders.imports.stored import Stored
from loaders.imports.twenty_calls import Connections, TwentyRecords, TwentyWriter, stopping
from loaders.imports.twenty_rows import TwentyGroups, TwentyReader
from loaders.remote.capabilities import TWENTY_RECORDS, Capabilities
from loaders.remote.client import Client
from loaders.values.zones import zone_of

_DECIDED = (
    "mode",
    "key",
    "restore",
    "empty",
    "clear_token",
    "on_duplicate",
    "missing",
    "restore_parents",
    "require_key",
    "if_unmodified",
    "fresh_ids",
    "history",
    "jobs",
)
"""The options that Twenty's importer leaves no choice about."""


def as_twenty(options: ImportOptions) -> ImportOptions:
    """Return the options of an import in Twenty's way; what contradicts it is refused."""
    plain = ImportOptions()
    given = [name for name in _DECIDED if getattr(options, name) != getattr(plain, name)]
    given += [name for name in options.formats if name != "timezone"]
    if given:
        raise UsageError(f"--strict-twenty decides for itself what Twenty's importer decides: leave out {', '.join(given)}")
    return replace(
        options, strict_twenty=True, position=Position.FIRST, batch=min(options.batch or TWENTY_RECORDS, TWENTY_RECORDS)
    )


def steps_of(stored: Stored, plan: LoadPlan, options: ImportOptions, parents: Parents) -> Steps:
    """Return the steps of one file."""
    if options.strict_twenty:
        return Steps(plan, options.limit, _twenty_parts(stored, plan, options, parents))
    return Steps(plan, options.limit, ordinary_parts(stored, plan, options, parents))


def writer_of(client: Client, plan: LoadPlan, options: ImportOptions, capabilities: Capabilities) -> Writer | None:
    """Return what sends the rows of one file; none for a rehearsal where the server cannot judge rows without writing."""
    if options.dry_run and (options.strict_twenty or not capabilities.row_upserts):
        return None
    blame = blame_by(plan.mapping)
    if options.strict_twenty:
        return TwentyWriter(client, BatchWriter(client, plan.obj, Capabilities(), blame, options.batch))
    return BatchWriter(client, plan.obj, capabilities, blame, options.batch, rehearsed=options.dry_run)


def listener_of(options: ImportOptions, tell: Told) -> Told:
    """Return what hears of rows that have an outcome."""
    return stopping(tell) if options.strict_twenty else tell


def _twenty_parts(stored: Stored, plan: LoadPlan, options: ImportOptions, parents: Parents) -> Parts:
    matching = matching_of(plan.obj, plan.mapping)
    duplicates = DuplicateIndex(matching.keys)
    reader = TwentyReader(plan.mapping, zone_of(options.formats.get("timezone", "UTC")))

    def deciding(new: NewRecords) -> TwentyRecords:
        return TwentyRecords(Existing(stored, plan.obj, plan.mapping.filled, matching, new, options), reader.losses)

    return Parts(
        reader,
        duplicates,
        References(stored, plan.mapping, options, parents),
        Connections(plan.mapping),
        deciding,
        TwentyGroups(duplicates, reader.losses),
        options.batch or TWENTY_RECORDS,
    )
