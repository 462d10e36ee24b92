"""`--anonymise SPEC`: which fields of a record get pseudonyms, which are emptied and which are kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from loaders.errors import FileError, UsageError
from loaders.exports.cells import value_path
from loaders.exports.ordering import unknown_field
from loaders.exports.pseudonyms import Pseudonyms, deep
from loaders.mapping.columns import Column
from schema.field_types import FieldType

KEY_VARIABLE = "FERRY_ANONYMISE_KEY"
_SHORTEST_KEY = 16
_VERSION = 1
_KEYS = frozenset(("version", "default", "fields", "key_file"))
_PLAIN = frozenset((FieldType.TEXT, FieldType.ARRAY, FieldType.RAW_JSON))

Change = Callable[[Any, Mapping[str, Any]], Any]
"""From a value, and the composite it is part of, to what stands in its place."""


class Action(StrEnum):
    """What becomes of a field."""

    KEEP = "keep"
    EMPTY = "empty"
    PSEUDONYM = "pseudonym"


@dataclass(frozen=True, slots=True)
class Spec:
    """The actions of named fields and of the others, and where the key is if not in the environment."""

    default: Action = Action.PSEUDONYM
    fields: tuple[tuple[str, Action], ...] = ()
    key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Anonymiser:
    """Changes records in place: each value at its path."""

    changes: tuple[tuple[tuple[str, ...], Change], ...]

    def apply(self, records: Iterable[dict[str, Any]]) -> None:
        """Change the records."""
        for record in records:
            for path, change in self.changes:
                _change(record, path, change)

    @property
    def paths(self) -> list[str]:
        """The paths of what is changed."""
        return [".".join(path) for path, _ in self.changes]


def read_spec(name: str) -> Spec:
    """Read a specification: the word `default`, or a file of YAML or JSON."""
    if name == "default":
        return Spec()
    try:
        content = yaml.safe_load(Path(name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f'--anonymise "{name}": there is no such file; name one, or give the word default') from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FileError(f"{name}: is neither YAML nor JSON: {error}") from None
    if not isinstance(content, dict) or not isinstance(content.get("fields", {}), dict):
        raise FileError(f"{name}: must be an object with `fields`, as in `fields: {{jobTitle: keep, name: pseudonym}}`")
    if content.get("default") == Action.EMPTY:
        raise FileError(f"{name}: default is keep or pseudonym; a field to be emptied is named under fields")
    if unknown := sorted(set(map(str, content)) - _KEYS):
        raise FileError(f"{name}: {', '.join(unknown)} is unknown; a specification has {', '.join(sorted(_KEYS))}")
    if content.get("version", _VERSION) != _VERSION:
        raise FileError(f"{name}: version {content['version']} is not known; this ferry reads version {_VERSION}")
    fields = tuple((str(path), _action(name, action)) for path, action in content.get("fields", {}).items())
    key_file = content.get("key_file")
    where = None if key_file is None else Path(name).parent / str(key_file)
    return Spec(_action(name, content.get("default", "pseudonym")), fields, where)


def read_key(spec: Spec) -> bytes:
    """Return the secret: from the environment, else from the file the specification names."""
    key = os.environ.get(KEY_VARIABLE, "").strip().encode()
    if not key and spec.key_file is not None:
        try:
            key = spec.key_file.read_bytes().strip()
        except OSError as error:
            raise FileError(f"{spec.key_file}: the key cannot be read: {error.strerror}") from None
    if len(key) < _SHORTEST_KEY:
        raise UsageError(
            f"--anonymise needs a secret of at least {_SHORTEST_KEY} characters in {KEY_VARIABLE}, or in the key_file of its "
            "specification; the same secret gives the same pseudonyms, so keep it as safe as the records"
        )
    return key


def build_anonymiser(spec: Spec, columns: Sequence[Column], unique: frozenset[str], key: bytes) -> Anonymiser:
    """Return what changes the values of these columns; `unique` are fields whose values must stay different."""
    pseudonyms = Pseudonyms(key)
    named = dict(spec.fields)
    known = [column.path for column in columns] + [column.field for column in columns]
    for path in named:
        if path not in known:
            raise unknown_field("--anonymise", path, dict.fromkeys(known))
    changes = []
    for column in columns:
        action = named.get(column.path, named.get(column.field, spec.default))
        told = column.path in named or column.field in named
        change = _change_of(column, action, pseudonyms, unique, told=told)
        if change is not None:
            changes.append((value_path(column), change))
    return Anonymiser(tuple(changes))


def _change_of(column: Column, action: Action, make: Pseudonyms, unique: frozenset[str], *, told: bool) -> Change | None:
    if action is Action.KEEP:
        return None
    if action is Action.EMPTY:
        if column.path == "id" or column.required:
            raise UsageError(f"--anonymise: {column.path} is required, so it cannot be emptied; keep it or take a pseudonym")
        return lambda value, _: [] if isinstance(value, list) else None
    if column.composite not in (None, FieldType.CURRENCY):
        return _part_change(column, make)
    if column.type in _PLAIN and column.composite is None:
        text = make.unique_text if column.reference is not None or column.field in unique else make.text
        return _alone(deep(text))
    if told:
        kind = column.composite or column.type
        raise UsageError(f"--anonymise: {column.path} is {kind}, for which there are no pseudonyms; keep or empty it")
    return None


def _part_change(column: Column, make: Pseudonyms) -> Change | None:
    """Return the change for one part of a composite, None for parts that tell nothing about a person."""
    part = value_path(column)[-1]
    if part in ("primaryPhoneNumber", "additionalPhones"):
        return partial(_phone, make) if part == "primaryPhoneNumber" else partial(_phones, make)
    texts: dict[str, Callable[[str], Any]] = {
        "firstName": make.name,
        "lastName": make.name,
        "name": make.name,
        "primaryEmail": make.email,
        "additionalEmails": make.email,
        "primaryLinkUrl": make.url,
        "primaryLinkLabel": make.text,
        "secondaryLinks": make.text,
        "addressStreet1": make.text,
        "addressStreet2": make.text,
        "addressStreet3": make.text,
        "addressCity": make.text,
        "addressState": make.text,
        "addressPostcode": make.postcode,
        "context": make.text,
        "markdown": make.text,
    }
    if part in ("addressLat", "addressLng", "blocknote"):
        return lambda value, _: None  # noqa: ARG005 - what it was must not show
    return _alone(deep(texts[part])) if part in texts else None


def _phone(make: Pseudonyms, number: str, phone: Mapping[str, Any]) -> str | None:
    return make.phone(number, phone.get("primaryPhoneCountryCode"), phone.get("primaryPhoneCallingCode"))


def _phones(make: Pseudonyms, phones: Any, _: Mapping[str, Any]) -> Any:
    listed = phones if isinstance(phones, list) else []
    changed = [
        {**phone, "number": make.phone(phone.get("number") or "", phone.get("countryCode"), phone.get("callingCode"))}
        for phone in listed
        if isinstance(phone, dict)
    ]
    return [phone for phone in changed if phone["number"]]


def _alone(change: Callable[[Any], Any]) -> Change:
    return lambda value, _: change(value)


def _change(record: dict[str, Any], path: Sequence[str], change: Change) -> None:
    place: Any = record
    for name in path[:-1]:
        place = place.get(name)
        if place is None:
            return
    value = place[path[-1]]
    if value not in (None, "", []):
        place[path[-1]] = change(value, place)


def _action(name: str, word: Any) -> Action:
    if word not in set(Action):
        raise FileError(f"{name}: {word} is no action; the actions are {', '.join(Action)}")
    return Action(word)
