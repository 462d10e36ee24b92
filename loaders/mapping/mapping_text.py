"""A mapping as annotated YAML: what goes where, and beside every guess why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from loaders.mapping.columns import Column
from loaders.mapping.mapping import LeftOut, MappedColumn, Mapping
from loaders.mapping.mapping_document import SourceFacts
from loaders.mapping.names import clean
from loaders.values.cell_format import CellFormat
from schema.model import ObjectMetadata

_LONGEST = 40
_INTRODUCTION = (
    "# Which column of the file fills which field. Correct what is wrong, then: ferry import, and the name of this file.\n"
)
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
_WORDS = frozenset(("", "null", "true", "false", "yes", "no", "on", "off", "y", "n"))


def mapping_text(mapping: Mapping, obj: ObjectMetadata, source: SourceFacts) -> str:
    """Return the text of a mapping file; the same mapping gives the same text."""
    facts = {name: getattr(source, name) for name in SourceFacts.__dataclass_fields__}
    given = [
        f"{name}: {value if isinstance(value, int) else scalar(value)}" for name, value in facts.items() if value is not None
    ]
    lines = [_INTRODUCTION + "version: 1", f"object: {scalar(obj.name_singular)}"]
    lines += [f"source: {{{', '.join(given)}}}"] if given else []
    lines += [f"key: [{', '.join(map(scalar, mapping.key))}]"] if mapping.key else []
    lines += ["columns:", *_columns(mapping)]
    if mapping.constants:
        lines.append("constants:")
        lines += [f"  {scalar(constant.column.path)}: {scalar(constant.cell)}" for constant in mapping.constants]
    return "\n".join((*lines, *_conditions(mapping))) + "\n"


def scalar(text: str) -> str:
    """Return a text as a YAML scalar that reads back as the same text."""
    if _PLAIN.issuperset(text) and text[:1].isalpha() and text.casefold() not in _WORDS:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    code = ord(character)
    if character == " " or (character.isprintable() and code != 0xFEFF):
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns(mapping: Mapping) -> Iterator[str]:
    names = dict(enumerate(clean(heading) for heading in mapping.headings))
    entries: list[MappedColumn | LeftOut] = [*mapping.columns, *mapping.left_out]
    for entry in sorted(entries, key=lambda entry: entry.position):
        heading = scalar(_told_apart(names, entry.position))
        if isinstance(entry, LeftOut):
            near = f"; nearest: {', '.join(entry.nearest)}" if entry.nearest else ""
            yield f"  # {_comment(entry.reason + near)}"
            yield f"  {heading}: skip"
        else:
            yield f"  # {_comment('; '.join(_why(entry)))}"
            yield f"  {heading}: {{{', '.join(_said(entry))}}}"


def _told_apart(names: dict[int, str], position: int) -> str:
    """Return a heading, with its number among those of the same name if there are several, or if it looks like one."""
    name = names[position]
    same = [other for other, known in names.items() if known == name]
    is_plain = len(same) == 1 and "#" not in name
    return name if is_plain else f"{name}#{same.index(position) + 1}"


def _why(mapped: MappedColumn) -> Iterator[str]:
    guess = mapped.guess
    yield f"{mapped.column.label}, by {guess.rule} ({guess.score:.2f})"
    if guess.samples:
        yield "cells: " + ", ".join(scalar(_short(cell)) for cell in guess.samples[:3])
    if guess.alternatives:
        yield "or " + ", ".join(guess.alternatives)
    if mapped.column.options:
        yield "options: " + ", ".join(option.value for option in mapped.column.options)


def _said(mapped: MappedColumn) -> Iterator[str]:
    column = mapped.column
    yield from _destination(column)
    if mapped.missing is not None:
        yield f"missing: {mapped.missing}"
    yield from _format(mapped.format)


def _destination(column: Column) -> Iterator[str]:
    relation, reference = column.relation, column.reference
    if relation is None or reference is None:
        yield f"to: {scalar(column.path)}"
        if column.micros:
            yield "micros: true"
        return
    yield f"to: {scalar(relation.name)}"
    by = ".".join(filter(None, (reference.field, reference.sub_field)))
    yield f"by: {scalar(by)}"
    if by != "id" and not _is_unique(column):
        yield "unique: false"


def _is_unique(column: Column) -> bool:
    reference = column.reference
    return reference is not None and (reference.field,) in {index.fields for index in reference.target.unique_indexes}


def _format(said: CellFormat) -> Iterator[str]:
    texts = (
        ("date_format", said.date),
        ("timezone", said.timezone),
        ("decimal", said.decimal),
        ("thousands", said.thousands),
        ("split", said.separator),
        ("phone_region", said.phone_region),
    )
    yield from (f"{name}: {scalar(text)}" for name, text in texts if text is not None)
    yield from ("scientific: true",) if said.scientific else ()
    if said.values:
        yield f"values: {{{', '.join(f'{scalar(cell)}: {scalar(value)}' for cell, value in said.values.items())}}}"
    yield from ("url_scheme: keep",) if said.keep_url else ()
    yield from ("trim: true",) if said.trim else ()


def _conditions(mapping: Mapping) -> Iterator[str]:
    names = dict(enumerate(clean(heading) for heading in mapping.headings))
    if mapping.filters:
        yield "where:"
    positions = Counter(row_filter.position for row_filter in mapping.filters)
    for position in positions:
        said = [
            f"{'not_in' if row_filter.excluded else 'in'}: [{', '.join(map(scalar, sorted(row_filter.cells)))}]"
            for row_filter in mapping.filters
            if row_filter.position == position
        ]
        yield f"  {scalar(_told_apart(names, position))}: {{{', '.join(said)}}}"


def _comment(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _short(cell: str) -> str:
    return cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
