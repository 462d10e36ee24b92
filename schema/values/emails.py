"""EMAILS: every address checked and put in lower case; a primary address not given is cleared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schema.absent import ABSENT, Absent
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.values import bulk
from schema.values.composites import read_parts
from schema.values.inspect import inspect
from schema.values.json_values import json_text
from schema.values.refusals import ValueRefused
from schema.values.transposition import transpose

_EMAILS = COMPOSITES[FieldType.EMAILS]
_NO_ADDRESSES = {list, type(None), Absent}
_ATOM = r"[a-z0-9_'+-]++"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*+(?<!')@(?:[a-z0-9][a-z0-9-]*+\.)++[a-z]{{2,}}+")


def email_value(raw: Any, path: str) -> str | None:
    """Return an e-mail address as it is stored; an empty one is None."""
    if raw is None or raw == "":
        return None
    return _address(raw, path)


def emails_value(value: Mapping[str, Any], field: str) -> tuple[Any, Any]:
    """Return the primary address and the others as they are stored."""
    parts = read_parts(value, field, _EMAILS, _RULES)
    return parts.get("primaryEmail"), parts.get("additionalEmails", ABSENT)


def plain_emails(values: Sequence[Mapping[str, Any]]) -> tuple[list[list[Any]], list[int]] | None:
    """Return the columns of values that have one address each, and the places of the other values."""
    parts = transpose(values)
    raw = bulk.only_texts(parts.pop("primaryEmail", ()))
    others = parts.pop("additionalEmails", None)
    if not raw or parts or not "".join(raw).isascii():
        return None
    stored: list[Any] = [address.lower() for address in raw]
    odd = [place for place, found in enumerate(map(_ADDRESS.fullmatch, stored)) if found is None]
    if others is None:
        return [stored, [ABSENT] * len(values)], odd
    odd = sorted({*odd, *(place for place, other in enumerate(others) if other or type(other) not in _NO_ADDRESSES)})
    return [stored, [other if other is ABSENT else None for other in others]], odd


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
