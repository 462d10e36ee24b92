"""Mapping files: reading them, with every mistake named by its line, and writing them."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from loaders.mapping.mapping import Mapping, Missing
from loaders.mapping.mapping_document import Condition, Destination, Entry, MappingDocument, SourceFacts
from loaders.mapping.mapping_text import mapping_text
from loaders.mapping.yaml_nodes import Node, read_yaml
from loaders.values.cell_format import CellFormat
from schema.model import ObjectMetadata

_DOCUMENT = ("version", "object", "source", "key", "columns", "constants", "where")
_SOURCE = ("format", "delimiter", "encoding", "header_row", "sheet", "file")
_FORMAT = ("date_format", "timezone", "decimal", "thousands", "scientific", "split", "values", "unknown", "phone_region")
_COLUMN = ("to", "by", "unique", "missing", "micros", *_FORMAT, "url_scheme", "trim")
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}")


def read_mappings(path: Path) -> tuple[MappingDocument, ...]:
    """Read a mapping file: one document, a list of documents, or a bundle that names files of them."""
    root = read_yaml(path)
    if isinstance(root.value, dict) and "mappings" in root.value:
        _check_version(root.fields("the bundle", ("version", "mappings")), root)
        names = root.value["mappings"].texts("mappings")
        found = [(root.value["mappings"], read_yaml(path.parent / name)) for name in names]
        if bundle := next((node for node, other in found if isinstance(other.value, dict) and "mappings" in other.value), None):
            raise bundle.refuse("a bundle names mapping files, not bundles")
        return tuple(document for _, other in found for document in _documents(other))
    return tuple(_documents(root))


def write_mapping(path: Path, mapping: Mapping, obj: ObjectMetadata, source: SourceFacts) -> None:
    """Write a mapping so that a person can judge and change it; readable by its owner only, since it quotes cells."""
    _write(path, mapping_text(mapping, obj, source))


def write_bundle(path: Path, files: Sequence[str]) -> None:
    """Write the file that names several mapping files, in the order in which they are imported."""
    _write(path, "version: 1\nmappings:\n" + "".join(f"  - {orjson.dumps(name).decode()}\n" for name in files))


def _write(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes files of mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _documents(root: Node) -> Iterator[MappingDocument]:
    for node in root.value if isinstance(root.value, tuple) else (root,):
        fields = node.fields("a mapping", _DOCUMENT)
        _check_version(fields, node)
        if "object" not in fields:
            raise node.refuse("object is missing: the object whose records the file holds")
        yield MappingDocument(
            node,
            fields["object"].text("object"),
            _source(fields["source"]) if "source" in fields else SourceFacts(),
            fields["key"].texts("key") if "key" in fields else (),
            tuple(_entry(*item) for item in fields["columns"].members("columns").items()) if "columns" in fields else (),
            tuple(_constants(fields["constants"])) if "constants" in fields else (),
            tuple(_conditions(fields["where"])) if "where" in fields else (),
        )


def _check_version(fields: dict[str, Node], node: Node) -> None:
    if "version" not in fields:
        raise node.refuse("version is missing; write version: 1")
    fields["version"].choice("version", ("1",))


def _source(node: Node) -> SourceFacts:
    fields = node.fields("source", _SOURCE)
    row = fields.pop("header_row", None)
    facts = SourceFacts(**{name: field.text(name) for name, field in fields.items()})  # type: ignore[arg-type]  # none is a number
    if row is None:
        return facts
    if not row.text("header_row").isdecimal() or int(row.text("header_row")) < 1:
        raise row.refuse("header_row is the number of a row, from 1")
    return replace(facts, header_row=int(row.text("header_row")))


def _entry(heading: str, node: Node) -> Entry:
    if node.value == "skip":
        return Entry(heading, node)
    if isinstance(node.value, str):
        raise node.refuse(f'a column is skip or {{to: FIELD}}, not "{node.value}"')
    fields = node.fields(f'the column "{heading}"', _COLUMN)
    if "to" not in fields:
        raise node.refuse(f'the column "{heading}" needs to: and a field, or is skip')
    destination = Destination(
        node,
        fields["to"].text("to"),
        fields["by"].text("by") if "by" in fields else None,
        fields["unique"].truth("unique") if "unique" in fields else True,
        fields["micros"].truth("micros") if "micros" in fields else None,
    )
    return Entry(heading, node, destination, _format(fields), _missing(node))


def _missing(node: Node) -> Missing | None:
    """Return the policy of a relation; its `null` is the word."""
    said = node.members("a column").get("missing")
    if said is None:
        return None
    return Missing.NULL if said.is_null else Missing(said.choice("missing", Missing))


def _format(fields: dict[str, Node]) -> CellFormat:
    texts = {name: node.text(name) for name, node in fields.items() if name in _FORMAT and name not in ("values", "scientific")}
    if "unknown" in fields:
        fields["unknown"].choice("unknown", ("reject",))
    for name, wrong, reason in _mistakes(texts):
        if wrong:
            raise fields[name].refuse(f"{name} {reason}")
    values = fields["values"].members("values") if "values" in fields else {}
    return CellFormat(
        date=texts.get("date_format"),
        timezone=texts.get("timezone"),
        decimal=texts.get("decimal"),
        thousands=texts.get("thousands"),
        scientific="scientific" in fields and fields["scientific"].truth("scientific"),
        separator=texts.get("split"),
        values={cell: meaning.text("a meaning") for cell, meaning in values.items()},
        phone_region=texts.get("phone_region"),
        keep_url="url_scheme" in fields and fields["url_scheme"].choice("url_scheme", ("add", "keep")) == "keep",
        trim="trim" in fields and fields["trim"].truth("trim"),
    )


def _mistakes(texts: dict[str, str]) -> Iterator[tuple[str, bool, str]]:
    """Yield, for every format that is given, whether it is wrong and how it should be."""
    checks: dict[str, tuple[Callable[[str], bool], str]] = {
        "date_format": (lambda text: "%" not in text, 'is written like "%d.%m.%Y"'),
        "timezone": (
            lambda text: not _is_zone(text),
            "is the name of a time zone, like Europe/Paris, or an offset, like +01:00",
        ),
        "decimal": (lambda text: text not in (".", ","), 'is "." or ","'),
        "thousands": (lambda text: len(text) != 1 or text == texts.get("decimal"), "is one character, and not that of decimal"),
        "split": (lambda text: not text, "is what stands between the members of a list"),
        "phone_region": (lambda text: not (len(text) == 2 and text.isalpha() and text.isupper()), "is a country like FR"),
    }
    for name, text in texts.items():
        if name in checks:
            is_wrong, reason = checks[name]
            yield name, is_wrong(text), reason


def _is_zone(name: str) -> bool:
    if _OFFSET.fullmatch(name):
        return True
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _constants(node: Node) -> Iterator[tuple[Destination, str]]:
    for path, value in node.members("constants").items():
        is_list = isinstance(value.value, tuple)
        cell = orjson.dumps(value.texts(path)).decode() if is_list else value.text(path)
        yield Destination(value, path), cell


def _conditions(node: Node) -> Iterator[Condition]:
    for heading, said in node.members("where").items():
        fields = said.fields(f'where of "{heading}"', ("in", "not_in"))
        if not fields:
            raise said.refuse(f'where of "{heading}" needs in: or not_in: and cells')
        for name, cells in fields.items():
            yield Condition(heading, said, frozenset(cells.texts(name)), name == "not_in")
