"""E-mail addresses and links in the form the server stores them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from loaders.values.cell_error import CellError, quoted
from loaders.values.cell_format import CellFormat
from loaders.values.lists import is_json, json_list, members_of
from schema.values.emails import email_value
from schema.values.links import stored_url
from schema.values.refusals import ValueRefused

_PLAIN = re.compile(r"(https?://)?+(?:[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,2}\.){1,9}[a-z]{2,30}(?:/[A-Za-z0-9_-]+)*")
"""Addresses that are their own stored form: most are."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_AUTHORITY = re.compile(r"(?:[a-z]+://)?([^/?#]*)", re.IGNORECASE)


def parse_email(cell: str) -> str:
    """Return the address in lower case."""
    text = cell.strip()
    try:
        address = email_value(text, "")
    except ValueRefused:
        address = None
    if address is None:
        hint = (
            "write one address; more belong to Additional Emails" if text.count("@") > 1 else "write it like name@example.com"
        )
        raise CellError("EMAIL_INVALID", f"{quoted(cell)} is not an e-mail address", hint)
    return str(address)


def emails_parser(written: CellFormat) -> Callable[[str], list[str]]:
    """Return the reader of further addresses: a JSON list, or addresses between semicolons or what is declared."""
    separator = written.separator or ";"
    return lambda cell: [parse_email(member) for member in members_of(cell, separator)]


def parse_url(cell: str, *, keep: bool = False) -> str:
    """Return the URL as it is stored, with https:// before it where it names no scheme, unless it is to be kept."""
    plain = _PLAIN.fullmatch(cell)
    if plain:
        return cell if keep or plain[1] else f"https://{cell}"
    text = cell.strip()
    scheme = _SCHEME.match(text)
    if any(character.isspace() for character in text):
        raise _no_url(cell, "take the blanks out")
    if scheme is not None and scheme[1].lower() not in ("http", "https"):
        raise _no_url(cell, "it begins with http:// or https://")
    authority = _AUTHORITY.match(text)
    if authority is not None and "@" in authority[1]:
        raise _no_url(cell, "leave out what stands before the @; an e-mail address belongs to another column")
    try:
        url = stored_url(text if scheme or keep else f"https://{text}")
    except ValueRefused:
        raise _no_url(cell, "write a host such as acme.com") from None
    return url.rstrip("/") if scheme or not keep else url


def url_parser(written: CellFormat) -> Callable[[str], str]:
    """Return the reader of addresses."""
    return partial(parse_url, keep=True) if written.keep_url else parse_url


def links_parser(written: CellFormat) -> Callable[[str], list[dict[str, Any]]]:
    """Return the reader of further links: a JSON list of {label, url}, or addresses that a declared separator parts."""
    parse_one = url_parser(written)

    def parse(cell: str) -> list[dict[str, Any]]:
        if written.separator is not None and not is_json(cell):
            return [{"label": "", "url": parse_one(member)} for member in members_of(cell, written.separator)]
        members = json_list(cell)
        if not all(isinstance(member, dict) and isinstance(member.get("url"), str) for member in members):
            hint = 'write a list like [{"label":"Blog","url":"https://acme.com"}]'
            raise CellError("LIST_INVALID", f"{quoted(cell)} is not a list of links", hint)
        return [{"label": member.get("label") or "", "url": parse_one(member["url"])} for member in members]

    return parse


def url_spellings(url: str) -> tuple[str, str, str]:
    """Return the three spellings under which one address may be stored."""
    bare = without_scheme(url)
    return (f"https://{bare}", f"http://{bare}", bare)


def without_scheme(url: str) -> str:
    """Return what stays the same whichever way an address is spelled."""
    return url.partition("://")[2] or url


def _no_url(cell: str, hint: str) -> CellError:
    return CellError("URL_INVALID", f"{quoted(cell)} is not a URL", hint)
