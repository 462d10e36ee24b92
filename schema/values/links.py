"""LINKS: addresses checked and normalised, empty links dropped, the first of the rest made primary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from schema.absent import Absent
from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.values import bulk
from schema.values.composites import read_parts
from schema.values.inspect import inspect
from schema.values.json_values import json_text, object_value
from schema.values.plain import given_text
from schema.values.refusals import ValueRefused
from schema.values.transposition import transpose
from schema.values.urls import parse_address

_LINKS = COMPOSITES[FieldType.LINKS]
_NO_LINKS = {list, type(None), Absent}
_WITH_SCHEME = re.compile(r"\s*https?://", re.IGNORECASE)
_LABEL = r"_?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST_NAME = re.compile(rf"(?:{_LABEL}\.){{1,10}}[a-z0-9][a-z0-9-]{{0,63}}|localhost")
_LETTER = r"A-Za-z0-9_~!$&()*+,;=:@-"
_AS_STORED = re.compile(
    r"(?:https?://)?+(?:[a-z0-9]{1,20}+(?:-[a-z0-9]{1,20}+){0,2}+\.){1,10}+[a-z][a-z0-9]{0,30}+"
    rf"(?:/[{_LETTER}][.{_LETTER}]*+)*+"
)


def stored_url(raw: str) -> str:
    """Return an address as it is stored: normalised when it has a scheme, otherwise as typed."""
    if _AS_STORED.fullmatch(raw):
        return raw
    with_scheme = _WITH_SCHEME.match(raw) is not None
    address = parse_address(raw if with_scheme else "https://" + raw.strip())
    if address is None or not _HOST_NAME.fullmatch(address.host):
        raise ValueRefused("The URL of the link is not valid", "Invalid URL format.", "INVALID_URL")
    return address.text.removesuffix("/") if with_scheme else raw


def normalised_url(raw: str) -> str:
    """Return an address in the form it would be stored, even one that may not be."""
    try:
        return stored_url(raw)
    except ValueRefused:
        return raw


def links_value(value: Mapping[str, Any], field: str) -> tuple[str | None, str | None, str | None]:
    """Return label, address and the other links as they are stored."""
    parts = read_parts(value, field, _LINKS, _RULES)
    links = [link for link in parts.get("secondaryLinks") or [] if link["url"]]
    if parts.get("primaryLinkUrl"):
        links.insert(0, {"url": parts["primaryLinkUrl"], "label": parts.get("primaryLinkLabel")})
    if not links:
        return None, None, None
    links = [{**link, "url": stored_url(link["url"])} for link in links]
    others = links[1:]
    return links[0].get("label") or None, links[0]["url"], json_text(others) if others else None


def plain_links(values: Sequence[Mapping[str, Any]]) -> tuple[list[list[Any]], list[int]] | None:
    """Return the columns of values with one address written as it is stored, and the places of the other values."""
    parts = transpose(values)
    count = len(values)
    urls = bulk.only_texts(parts.pop("primaryLinkUrl", ()))
    labels = parts.pop("primaryLinkLabel", None)
    others = parts.pop("secondaryLinks", None)
    kept = [None] * count if labels is None else bulk.texts(labels, set(map(type, labels)))
    if not urls or kept is None or parts:
        return None
    odd = [place for place, found in enumerate(map(_AS_STORED.fullmatch, urls)) if found is None]
    if others is not None and (any(others) or not set(map(type, others)) <= _NO_LINKS):
        odd = sorted({*odd, *(place for place, links in enumerate(others) if links or type(links) not in _NO_LINKS)})
    return [[label or None for label in kept], urls, [None] * count], odd


def _other_links(raw: Any, path: str) -> list[dict[str, Any]]:
    value = object_value(raw, path)
    if value is None:
        return []
    if not isinstance(value, list) or not all(link is None or isinstance(link, dict) for link in value):
        shown = inspect(raw)
        raise ValueRefused(f'Invalid object value {shown} for field "{path}"', f'Invalid value for JSON: "{shown}"')
    return [_link(link, path) for link in value if link is not None]


def _link(link: dict[str, Any], path: str) -> dict[str, Any]:
    read: dict[str, Any] = {"url": given_text(link.get("url"), path)}
    if "label" in link:
        read["label"] = given_text(link["label"], path)
    return read


_RULES = {"primaryLinkLabel": given_text, "primaryLinkUrl": given_text, "secondaryLinks": _other_links}
