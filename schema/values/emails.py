"""EMAILS: every address checked and put in lower case; a primary address not given is cleared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schema.absent import ABSENT
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.values.composites import read_parts
from schema.values.inspect import inspect
from schema.values.json_values import json_text
from schema.values.refusals import ValueRefused
from schema.values.transposition import transpose

_EMAILS = COMPOSITES[FieldType.EMAILS]
_ATOM = r"[a-z0-9_'+-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*(?<!')@(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{{2,}}")


def email_value(raw: Any, path: str) -> str | None:
    """Return an e-mail address as it is stored; an empty one is None."""
    if raw is None or raw == "":
        return None
    return _address(raw, path)


def emails_value(value: Mapping[str, Any], field: str) -> tuple[Any, Any]:
    """Return the primary address and the others as they are stored."""
    parts = read_parts(value, field, _EMAILS, _RULES)
    return parts.get("primaryEmail"), parts.get("additionalEmails", ABSENT)


def plain_emails(values: Sequence[Mapping[str, Any]]) -> list[list[Any]] | None:
    """Return the columns of values that have one address each."""
    parts = transpose(values)
    raw = parts.pop("primaryEmail", None)
    others: Sequence[Any] = parts.pop("additionalEmails", [ABSENT] * len(values))
    if raw is None or parts or set(map(type, raw)) != {str} or any(others):
        return None
    stored = [address.lower() for address in raw]
    if not all(map(_ADDRESS.fullmatch, stored)) or not "".join(raw).isascii():
        return None
    if all(other is None or other is ABSENT or type(other) is list for other in others):
        return [stored, [other if other is ABSENT else None for other in others]]
    return None


def _address(raw: Any, path: str) -> str:
    address = raw.lower() if isinstance(raw, str) and raw.isascii() else ""
    if not _ADDRESS.fullmatch(address):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid string value {shown} for email field "{path}"', f'Invalid value: "{shown}"')
    return address


def _other_addresses(raw: Any, path: str) -> str | None:
    if raw is None:
        return None
    if isinstance(raw, str):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid string value {shown} for email field "{path}"', f'Invalid value: "{shown}"')
    if not isinstance(raw, list) or None in raw:
        shown = inspect(raw)
        message = f'Invalid value {shown} for field "{path} - Array values need to be string"'
        raise ValueRefused(message, f'Invalid value: "{shown}"')
    addresses = [_address(item, path) for item in raw]
    return json_text(addresses) if addresses else None


_RULES = {"primaryEmail": email_value, "additionalEmails": _other_addresses}
