"""The command `ferry plan`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from loaders.commands.help import ManualCommand, examples
from loaders.commands.import_options import GROUPS, PLAN_CODES, options_of, plan_options
from loaders.commands.import_targets import find_targets
from loaders.commands.options import server_options
from loaders.commands.running import Console, run_import
from loaders.errors import UsageError
from loaders.imports.planning import LoadPlan, RunPlan, plan_run
from loaders.imports.report import plan_text
from loaders.mapping.mapping_document import SourceFacts
from loaders.mapping.mapping_file import write_bundle, write_mapping
from loaders.mapping.model_snippet import model_snippet
from loaders.runs.journal import Journal
from loaders.session import session_of

_EXAMPLES = (
    "ferry plan people people.csv                       writes mapping.yaml, to be edited",
    "ferry plan export/ -o bundle.yaml                  every file of a folder, one mapping each",
    "ferry import mapping.yaml --yes                    load what was planned",
)


@click.command("plan", cls=ManualCommand, groups=GROUPS, epilog=examples(*_EXAMPLES, codes=PLAN_CODES))
@click.argument("targets", nargs=-1, required=True, metavar="OBJECT FILE | OBJECT=FILE... | FOLDER | MAPPING.yaml")
@server_options
@plan_options
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("mapping.yaml"), show_default=True
)
@click.option("--overwrite", is_flag=True, help="Replace a mapping file that is there.")
def command(targets: tuple[str, ...], output: Path, *, overwrite: bool, **given: Any) -> None:
    """Show what an import would do, and write its mapping to be edited and used again.

    Reads, maps, checks and compares every row, and writes nothing to the server. Rows with faults go to a rejects file, with
    reasons.
    """
    with session_of("import", given) as client:
        options = options_of({**given, "dry_run": True, "accept_guesses": True})
        if output.exists() and not overwrite:
            raise UsageError(f"{output}: is there already; give --overwrite, or another name with -o")
        plan = plan_run(client, find_targets(client, targets, given["mapping"]), options)
        console = Console.of(given, rehearsed=f"look at the mapping, then: ferry import {_named(output, plan)}")
        console.say(plan_text(plan, client.origin))
        for load in plan.loads:
            if snippet := model_snippet(load.mapping.left_out, load.samples):
                console.say(snippet)
        console.say(f"the mapping is in {', '.join(map(str, _write(output, plan)))}")
        journal = Journal(None)
        code = run_import(client, plan, options, journal, console)
        journal.close()
    sys.exit(code)


def _named(output: Path, plan: RunPlan) -> str:
    """Return the arguments of the import that follows; a mapping of what came through a pipe names no file."""
    piped = next((load.obj.name_plural for load in plan.loads if load.piped), None)
    return f"{piped} - --mapping {output}" if piped else str(output)


def _write(output: Path, plan: RunPlan) -> list[Path]:
    """Write one mapping, or one for each file and a bundle that names them."""
    if len(plan.loads) == 1:
        _write_one(output, plan.loads[0])
        return [output]
    paths = [output.with_name(f"{output.stem}-{load.number}-{load.obj.name_singular}.yaml") for load in plan.loads]
    for path, load in zip(paths, plan.loads, strict=True):
        _write_one(path, load)
    write_bundle(output, [path.name for path in paths])
    return [output, *paths]


def _write_one(path: Path, load: LoadPlan) -> None:
    source = load.source
    delimiter = source.delimiter if source.format == "csv" else None
    if load.piped:
        write_mapping(path, load.mapping, load.obj, SourceFacts(source.format, delimiter))
        return
    file, folder = source.path.resolve(), path.parent.resolve()
    named = file.relative_to(folder) if file.is_relative_to(folder) else file  # so that both can be moved together
    write_mapping(path, load.mapping, load.obj, SourceFacts(source.format, delimiter, file=str(named)))
