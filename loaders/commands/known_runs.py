"""A run that is on disk: found by its name, and asked at the server it went to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from loaders.commands.import_targets import kept_targets
from loaders.errors import UsageError
from loaders.files.rows import Source
from loaders.imports.opening import Target, open_target
from loaders.imports.options import ImportOptions
from loaders.runs.folder import find_run
from loaders.runs.journal import Journal
from loaders.runs.states import LoadRecord
from loaders.session import ending


@contextmanager
def known_run(name: str) -> Iterator[Journal]:
    """Open the journal of a run that was begun."""
    with ending():
        folder = find_run(name)
        journal = Journal(folder)
    try:
        yield journal
    finally:
        journal.close()


def at_its_server(journal: Journal, given: dict[str, Any]) -> dict[str, Any]:
    """Return the options of a command, with the server of the run unless the command line names another."""
    source = click.get_current_context().get_parameter_source
    if ParameterSource.COMMANDLINE in (source("url"), source("profile")):
        return given
    return {**given, **{name: journal.fact(fact) or given[name] for name, fact in (("url", "server"), ("profile", "profile"))}}


@contextmanager
def undone_run(name: str) -> Iterator[Journal]:
    """Open the journal of the run that is to be taken back; an undo stands for the run it undoes."""
    with known_run(name) as journal:
        undone = journal.fact("undoes")
        if undone is None:
            yield journal
            return
    with known_run(undone) as journal:
        yield journal


def source_of(journal: Journal, load: LoadRecord) -> Source:
    """Open a file of a run as the run has read it."""
    options = ImportOptions.from_json(journal.fact("options", {}))
    targets = (target for target in kept_targets(journal.fact("targets", ())) if Path(target.path).samefile(load.path))
    return open_target(next(targets, Target(load.path, load.object_name)), options)


def refuse_undo(journal: Journal) -> None:
    """Refuse a run that takes another one back."""
    if undone := journal.fact("undoes"):
        raise UsageError(f"the run {journal.name} takes {undone} back; to go on with that: ferry undo {undone}")
