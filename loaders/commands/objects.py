"""The command `ferry objects`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
import orjson

from loaders.commands.help import ManualCommand, examples
from loaders.commands.options import server_options
from loaders.errors import ExitCode
from loaders.mapping.order import import_order
from loaders.remote.model import fetch_model
from loaders.session import session_of
from loaders.templates.description import Described, describe_object, describe_order


@click.command(
    "objects",
    cls=ManualCommand,
    epilog=examples(
        "ferry objects                               every object, parents before their children",
        "ferry objects company                       fields, options, keys and headings of companies",
        "ferry objects --json | jq -r '.objects[].name'",
        codes=(ExitCode.DONE, ExitCode.USAGE, ExitCode.PERMISSION, ExitCode.UNREACHABLE),
    ),
)
@click.argument("object_name", metavar="[OBJECT]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, with the names of the API.")
@server_options
def command(object_name: str | None, *, as_json: bool, **options: Any) -> None:
    """Show the objects of the server in the order in which they are imported, or one OBJECT with all there is to know.

    Everything is read from the server, so objects and fields that were added to it are there too.
    """
    with session_of("import", options) as client:
        model = fetch_model(client)
        if object_name is None:
            described = describe_order(import_order(model.objects))
            lines = _order_lines(described)
        else:
            described = describe_object(model.find(object_name), model)
            lines = _object_lines(described)
        click.echo(orjson.dumps(described, option=orjson.OPT_INDENT_2).decode() if as_json else "\n".join(lines))


def _order_lines(order: Described) -> Iterator[str]:
    yield from _table(
        ("object", "label", "fields", "relations", "needs first"),
        [
            (obj["plural"], obj["labelPlural"], str(obj["fields"]), str(obj["relations"]), ", ".join(obj["parents"]))
            for obj in order["objects"]
        ],
    )
    for edge in order["cut"]:
        yield f"a cycle is broken at {_dotted(edge)}: records are imported without it first"
    for edge in order["toItself"]:
        yield f"{_dotted(edge)} leads to the same object: a parent may stand further down in its file"


def _object_lines(obj: Described) -> Iterator[str]:
    yield f"{obj['label']} ({obj['name']}, {obj['plural']})"
    yield f"  unique keys     {'; '.join(' + '.join(key) for key in obj['uniqueKeys'])}"
    yield f"  named by        {obj['namedBy']}"
    yield f"  referenced by   {', '.join(map(_dotted, obj['referencedBy'])) or 'nothing'}"
    yield ""
    yield from _table(("field", "label", "type", "", "options"), [_field_row(field) for field in obj["fields"]])
    yield ""
    yield from _headings("import", obj["importHeadings"])
    yield ""
    yield from _headings("export", obj["exportHeadings"])


def _field_row(field: Described) -> tuple[str, ...]:
    type_ = f"{field['type']} to {field['target']}" if "target" in field else field["type"]
    marks = ", ".join(mark for mark in ("required", "unique", "system") if field.get(mark))
    return (field["name"], field["label"], type_, marks, ", ".join(option["value"] for option in field.get("options", ())))


def _headings(kind: str, headings: Sequence[str]) -> Iterator[str]:
    yield f"headings of an {kind}:"
    yield from (f"  {heading}" for heading in headings)


def _table(titles: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield lines whose columns stand below each other."""
    widths = [max(map(len, column)) for column in zip(titles, *rows, strict=True)]
    for row in (titles, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _dotted(edge: Described) -> str:
    return f"{edge['object']}.{edge['relation']}"
