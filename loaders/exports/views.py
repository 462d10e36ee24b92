"""Views kept in files: `views/NAME.yaml` says which columns, which records and in which order, like a view of the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import FileError, UsageError
from loaders.exports.conditions import Condition
from loaders.files.file_target import write_private

VIEWS = Path("views")
_VERSION = 1
_KEYS = frozenset(("version", "name", "object", "columns", "filter", "sort"))


@dataclass(frozen=True, slots=True)
class View:
    """The visible columns in their order, the filter and the sort; what is left out of a file is not decided by it."""

    name: str
    object: str
    columns: tuple[str, ...] | None = None
    condition: Condition | None = None
    sort: tuple[str, ...] = ()


def view_file(name: str) -> Path:
    """Return where the view of this name is kept."""
    if not name or "/" in name or "\\" in name or name.startswith("."):
        raise UsageError(f'"{name}" cannot be the name of a view: it names a file {VIEWS}/NAME.yaml')
    return VIEWS / f"{name}.yaml"


def read_view(name: str) -> View:
    """Read a view from its file."""
    path = view_file(name)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f'there is no view "{name}": {path} does not exist, and this server keeps no views that a key can read; write '
            f'one with --columns, --filter, --sort and --save-view "{name}"'
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileError(f"{path}: is not YAML: {error}") from None
    if not isinstance(content, dict) or not isinstance(content.get("object"), str):
        raise FileError(f"{path}: must name its object, as in `object: person`; --save-view writes such a file")
    if unknown := sorted(set(map(str, content)) - _KEYS):
        raise FileError(f"{path}: {', '.join(unknown)} is unknown; a view has {', '.join(sorted(_KEYS))}")
    if content.get("version", _VERSION) != _VERSION:
        raise FileError(f"{path}: version {content['version']} is not known; this ferry reads version {_VERSION}")
    columns, condition, sort = content.get("columns"), content.get("filter"), content.get("sort") or []
    if not _is_texts(columns or []) or not _is_texts(sort) or not isinstance(condition, dict | None):
        raise FileError(f"{path}: columns and sort are lists of names, and filter is the API's filter")
    return View(name, content["object"], None if columns is None else tuple(columns), condition, tuple(sort))


def save_view(view: View) -> Path:
    """Write a view to its file."""
    content: dict[str, Any] = {"version": _VERSION, "name": view.name, "object": view.object}
    parts = {"columns": list(view.columns or ()), "filter": view.condition, "sort": list(view.sort)}
    content |= {name: part for name, part in parts.items() if part}
    path = view_file(view.name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    write_private(path, yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode())
    return path


def fix_words(value: Any, words: Mapping[str, str]) -> Any:
    """Return a filter with the words `@now`, `@today` and `@me` replaced by what they mean at one instant."""
    if isinstance(value, dict):
        return {name: fix_words(part, words) for name, part in value.items()}
    if isinstance(value, list):
        return [fix_words(part, words) for part in value]
    if isinstance(value, str) and value in ("@now", "@today", "@me"):
        if value not in words:
            raise UsageError(f"the filter says {value}, and a key is nobody; say who with --as EMAIL")
        return words[value]
    return value


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)
