"""Which server, and with which key: from the options, the environment, or a profile in a file of the user's alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loaders.errors import UsageError
from loaders.remote.transport import parse_address

KEY_VARIABLE = "FERRY_API_KEY"
_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Access:
    """An address and a key to it."""

    url: str
    key: str = field(repr=False)


def find_access(url: str | None, profile: str | None, environment: Mapping[str, str] = os.environ) -> Access:
    """Return the address and the key: those given come first, a profile gives what is missing.

    A profile's key never goes to another address than the profile's own.
    """
    named = read_profile(profile, profiles_file(environment)) if profile else Access("", "")
    if url and named.url and parse_address(url) != parse_address(named.url):
        raise UsageError(
            f'the profile "{profile}" is for {parse_address(named.url).origin}, but --url or FERRY_URL names '
            f"{parse_address(url).origin}; give one of the two"
        )
    key = environment.get(KEY_VARIABLE, "").strip() or named.key
    address = url or named.url
    if not address:
        raise UsageError("no server is named; give --url http://HOST:PORT, set FERRY_URL, or name a --profile")
    if not key:
        raise UsageError(f"{KEY_VARIABLE} is not set; put the API key into that environment variable, or into a profile")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UsageError(f"{KEY_VARIABLE} or the profile holds characters that no key has; copy the key again")
    return Access(address, key)


def profiles_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where profiles are kept."""
    folder = environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME") or Path.home()) / ".config"
    return Path(folder) / "ferry" / "profiles.yaml"


def read_profile(name: str, file: Path) -> Access:
    """Read one profile; a file that others may read is refused, for it holds keys."""
    profiles = _load(file, name)
    profile = profiles.get(name)
    if profile is None:
        known = ", ".join(sorted(map(str, profiles))) or "none"
        raise UsageError(f'{file} has no profile "{name}"; it has: {known}')
    if not isinstance(profile, dict) or not all(isinstance(profile.get(part), str) for part in ("url", "key")):
        raise UsageError(f'{file}: the profile "{name}" needs a url and a key, each a text')
    return Access(profile["url"], profile["key"].strip())


def _load(file: Path, name: str) -> dict[str, Any]:
    import yaml

    try:
        with file.open(encoding="utf-8") as stream:
            if os.name == "posix" and os.fstat(stream.fileno()).st_mode & _READABLE_BY_OTHERS:
                raise UsageError(f"{file} holds keys and may be read by others; run: chmod 600 {file}")
            profiles = yaml.safe_load(stream)
    except FileNotFoundError as error:
        raise UsageError(f'there is no {file}, so no profile "{name}"; write it with mode 0600, or set FERRY_URL') from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        # The parser's own message quotes the line, which may hold a key.
        mark = getattr(error, "problem_mark", None)
        raise UsageError(f"{file} is not YAML{f', line {mark.line + 1}' if mark else ''}") from None
    if not isinstance(profiles, dict):
        raise UsageError(f"{file} is no list of profiles; each is NAME: {{url: ADDRESS, key: KEY}}")
    return profiles
