"""What must be selected of a record: what the columns show, and what is only needed to sort, to split or to compare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from loaders.exports.cells import value_path
from loaders.mapping.columns import Column
from loaders.remote.documents import Fields

Path = Sequence[str]
_Tree = dict[str, Any]


def select_fields(columns: Iterable[Column], further: Iterable[Path] = ()) -> tuple[Fields, Fields | None]:
    """Return the fields to read, and those of them that belong into a file; None when all of them do."""
    shown = list(map(value_path, columns))
    read, kept = _tree([*shown, *further]), _tree(shown)
    return _fields(read), None if read == kept else {name: _names(name, parts, shown) for name, parts in kept.items()}


def _tree(paths: Iterable[Path]) -> _Tree:
    tree: _Tree = {}
    for path in paths:
        place = tree
        for name in path:
            place = place.setdefault(name, {})
    return tree


def _fields(tree: _Tree) -> Fields:
    return {name: [_text(part, inner) for part, inner in parts.items()] for name, parts in tree.items()}


def _text(name: str, inner: _Tree) -> str:
    parts = " ".join(_text(part, deeper) for part, deeper in inner.items())
    return f"{name} {{ {parts} }}" if parts else name


def _names(name: str, parts: _Tree, shown: Iterable[Path]) -> list[str]:
    """Return the parts to keep of a field; a related record is kept as it is read."""
    return [] if any(path[0] == name and len(path) > 2 for path in shown) else list(parts)
