"""Every setting of the server: its name, default and limit, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

_PREFIX = "FERRY_"
_SQLITE = "sqlite:///"
_PRESETS: Mapping[str, dict[str, Any]] = {"off": {}, "twenty": {"requests_per_second": 100, "requests_per_minute": 100}}
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class BadSetting(ValueError):
    """A setting that cannot be used; the message names it and says what it takes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings. Each is also an environment variable: `FERRY_` and its name in capitals."""

    database: str = "ferry.db"
    """A path, or an URL such as sqlite:///ferry.db."""
    host: str = "127.0.0.1"
    port: int = 8000
    max_body_bytes: int = 10_000_000
    max_characters: int = 20_000
    """The most characters a GraphQL document may have, literals of record arguments apart; so with tokens."""
    max_tokens: int = 2_000
    max_fields: int = 2_000
    """The most fields an operation may select, fragments opened; so with the limits that follow."""
    max_aliases: int = 30
    max_directives: int = 50
    """The most directives a document may have."""
    max_directives_at_a_place: int = 5
    max_depth: int = 15
    """How deep fields may nest."""
    max_records: int = 200
    """The most records one create or update mutation may write; Twenty's number."""
    max_upsert_records: int = 1_000
    """The most records one upsertMany may write."""
    max_nodes: int = 20_000
    """The most records the pages of one document may hold together."""
    max_snapshots: int = 8
    """How many states of the data clients may hold open at once."""
    max_snapshot_idle_seconds: int = 60
    """How long a snapshot stays open without use."""
    max_snapshot_age_seconds: int = 1_800
    """How long it stays open at all; what is written meanwhile makes the log of the database grow."""
    limits: str = "off"
    """Whose rate limits hold: `off`, or `twenty` to rehearse a migration under Twenty's."""
    requests_per_second: int = 0
    """The root fields a key may ask in a second; 0 is no limit."""
    requests_per_minute: int = 0
    """The root fields a key may ask in a minute; 0 is no limit."""
    legacy_fields: bool = True
    """Whether the six fields of workspaces made before Twenty 2.10 exist."""

    @property
    def database_path(self) -> Path:
        """The file of the SQLite database."""
        if self.database.startswith(_SQLITE):
            return Path(self.database.removeprefix(_SQLITE))
        if "://" in self.database:
            scheme = self.database.partition("://")[0]
            raise BadSetting(f"database: Ferry cannot use {scheme}; give a path or an URL such as {_SQLITE}ferry.db")
        return Path(self.database)


def read_settings(environment: Mapping[str, str], **given: Any) -> Settings:
    """Return the settings of the environment, overruled by what was given; None counts as not given."""
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = _PREFIX + setting.name.upper()
        if name in environment:
            values[setting.name] = _parsed(name, type(setting.default), environment[name])
    values |= {name: value for name, value in given.items() if value is not None}
    settings = Settings(**_preset(values.get("limits", Settings().limits)) | values)
    _check(settings)
    return settings


def _preset(limits: str) -> dict[str, Any]:
    """Return the settings that the word for a whole set of limits stands for."""
    if limits not in _PRESETS:
        raise BadSetting(f'limits: "{limits}" is not one of {", ".join(_PRESETS)}')
    return _PRESETS[limits]


def _parsed(name: str, kind: type, text: str) -> str | int | bool:
    if kind is bool:
        if text.lower() not in _WORDS:
            raise BadSetting(f'{name}: "{text}" is neither true nor false')
        return _WORDS[text.lower()]
    if kind is int:
        if not text.isdecimal():
            raise BadSetting(f'{name}: "{text}" is not a whole number')
        return int(text)
    return text


def _check(settings: Settings) -> None:
    if not 0 <= settings.port <= 65_535:
        raise BadSetting(f"port: {settings.port} is not between 0 and 65535")
    for setting in fields(Settings):
        if setting.name.startswith("max_") and getattr(settings, setting.name) < 1:
            raise BadSetting(f"{setting.name}: {getattr(settings, setting.name)} is not above 0")
    if not settings.database:
        raise BadSetting("database: give the path of a file")
    if settings.database_path.is_dir():
        raise BadSetting(f"database: {settings.database_path} is a folder; give the path of a file")
