"""YAML as a tree of texts with their lines: no aliases, no tags, no key twice, and nothing turned into another type unasked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from loaders.errors import MappingError

_LARGEST = 5_000_000
_DEEPEST = 12
_NULLS = ("", "~", "null", "Null", "NULL")
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")


@dataclass(frozen=True, slots=True)
class Node:
    """A text, a list or a mapping of a YAML file, and where it stands."""

    path: Path
    line: int
    value: str | tuple[Node, ...] | dict[str, Node] | None
    is_null: bool = False
    """Whether `null` is written out, which one key takes for a word."""

    def refuse(self, reason: str) -> MappingError:
        """Return the error that names this place of the file."""
        return MappingError(f"{self.path.name}, line {self.line}: {reason}")

    def text(self, name: str) -> str:
        """Return the value, which has to be one text."""
        if not isinstance(self.value, str):
            raise self.refuse(f"{name} is one value, not {self._kind()}")
        return self.value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the values of a list; one value alone is a list of one."""
        members = self.value if isinstance(self.value, tuple) else (self,)
        return tuple(member.text(name) for member in members)

    def truth(self, name: str) -> bool:
        """Return whether the value is true or false."""
        text = self.text(name).casefold()
        if text not in (*_TRUE, *_FALSE):
            raise self.refuse(f"{name} is true or false, not {text}")
        return text in _TRUE

    def choice(self, name: str, choices: Iterable[str]) -> str:
        """Return the value, which has to be one of these."""
        text, known = self.text(name), tuple(choices)
        if text not in known:
            raise self.refuse(f'{name} is {" or ".join(known)}, not "{text}"')
        return text

    def members(self, name: str) -> dict[str, Node]:
        """Return the entries of a mapping."""
        if not isinstance(self.value, dict):
            raise self.refuse(f"{name} is a mapping, not {self._kind()}")
        return self.value

    def fields(self, name: str, known: Iterable[str]) -> dict[str, Node]:
        """Return the entries of a mapping that has no other keys than these; entries without a value are left out."""
        found, keys = self.members(name), tuple(known)
        for key, node in found.items():
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1)
                hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(keys)}"
                raise node.refuse(f'{name} has no "{key}"; {hint}')
        return {key: node for key, node in found.items() if node.value is not None}

    def _kind(self) -> str:
        return "nothing" if self.value is None else "a list" if isinstance(self.value, tuple) else "a mapping"


def read_yaml(path: Path) -> Node:
    """Read a YAML file."""
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise MappingError(f"{path.name} is larger than {_LARGEST:,} bytes, so it is no mapping file")
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise MappingError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise MappingError(f"{path.name} is not UTF-8") from None
    try:
        _check(path, yaml.parse(text, yaml.SafeLoader))
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise MappingError(f"{path.name}{line}: this is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise MappingError(f"{path.name}: this is not YAML: {error}") from None
    if root is None:
        raise MappingError(f"{path.name} is empty")
    return _node(path, root)


def _check(path: Path, events: Iterator[yaml.Event]) -> None:
    """Refuse what would let a small file become a large tree, or anything but texts, lists and mappings."""
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise MappingError(f"{path.name}, line {line}: anchors and aliases (& and *) are not read; write the values out")
        if getattr(event, "tag", None) is not None:
            raise MappingError(f"{path.name}, line {line}: tags (!) are not read; put the value into quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise MappingError(f"{path.name}, line {line}: nested deeper than a mapping file is")


def _node(path: Path, found: yaml.Node) -> Node:
    line = found.start_mark.line + 1
    if isinstance(found, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in found.value:
            entry = _node(path, value)
            if not isinstance(key, yaml.ScalarNode):
                raise entry.refuse("a key is one value")
            if key.value in entries:
                raise Node(path, key.start_mark.line + 1, None).refuse(f'"{key.value}" stands here for the second time')
            entries[key.value] = replace(entry, line=key.start_mark.line + 1)
        return Node(path, line, entries)
    if isinstance(found, yaml.SequenceNode):
        return Node(path, line, tuple(_node(path, member) for member in found.value))
    assert isinstance(found, yaml.ScalarNode)
    if found.style is None and found.value in _NULLS:
        return Node(path, line, None, is_null=found.value == "null")
    return Node(path, line, found.value)
