"""E-mail addresses, links and phone numbers in the form the server stores them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import orjson

from loaders.values.cell_error import CellError, quoted

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(?:\.[^\s@<>,;:\"()\[\]\\.]+)+")
_PLAIN_URL = re.compile(r"(https?://)?[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s/][^\s]*)?")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./\-\u00a0]*(?:(?:ext\.?|x|#) ?[0-9]+)?|\([0-9][0-9 ()./\-\u00a0]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def parse_email(cell: str) -> str:
    """Return the address in lower case."""
    text = cell.strip()
    if not _EMAIL.fullmatch(text):
        raise CellError("EMAIL_INVALID", f"{quoted(cell)} is not an e-mail address")
    return text.lower()


def parse_emails(cell: str) -> list[str]:
    """Return further addresses: a JSON list, or addresses separated by semicolons."""
    members = _json_list(cell) if cell.lstrip().startswith("[") else cell.split(";")
    if not all(isinstance(member, str) for member in members):
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a list of e-mail addresses")
    return [parse_email(member) for member in members if member.strip()]


def parse_url(cell: str) -> str:
    """Return the URL with a scheme, its scheme and host in lower case and without a bare trailing slash."""
    plain = _PLAIN_URL.fullmatch(cell)
    if plain:
        return cell if plain.group(1) else f"https://{cell}"
    text = cell.strip()
    scheme = _SCHEME.match(text)
    if any(character.isspace() for character in text):
        raise CellError("URL_INVALID", f"{quoted(cell)} is not a URL; it contains blanks")
    try:
        parts = urlsplit(text if scheme else f"https://{text}")
        host = (parts.hostname or "").encode("idna").decode() if not text.isascii() else parts.hostname or ""
    except ValueError:
        raise CellError("URL_INVALID", f"{quoted(cell)} is not a URL") from None
    if parts.scheme not in _DEFAULT_PORTS or (scheme is None and parts.username is not None):
        raise CellError("URL_INVALID", f"{quoted(cell)} is not a URL that begins with http:// or https://")
    if host != "localhost" and ("." not in host.strip(".") or ".." in host):
        raise CellError("URL_INVALID", f"{quoted(cell)} is not a URL; a host such as acme.com is missing")
    origin = parts.netloc.rpartition("@")[2].lower().removesuffix(_DEFAULT_PORTS[parts.scheme])
    origin = origin.replace((parts.hostname or "").lower(), host, 1) if not text.isascii() else origin
    credentials = parts.netloc.rpartition("@")[0]
    rest = parts._replace(scheme="", netloc="").geturl()
    path = rest.removesuffix("/") if rest in ("/", "//") else rest
    return f"{parts.scheme}://{credentials + '@' if credentials else ''}{origin}{path}"


def parse_links(cell: str) -> list[dict[str, Any]]:
    """Return further links: a JSON list of {label, url}."""
    members = _json_list(cell)
    if not all(isinstance(member, dict) and isinstance(member.get("url"), str) for member in members):
        raise CellError("LIST_INVALID", f'{quoted(cell)} is not a list like [{{"label":"Blog","url":"https://acme.com"}}]')
    return [{"label": member.get("label") or "", "url": parse_url(member["url"])} for member in members]


def url_spellings(url: str) -> tuple[str, str, str]:
    """Return the three spellings under which one address may be stored."""
    bare = without_scheme(url)
    return (f"https://{bare}", f"http://{bare}", bare)


def without_scheme(url: str) -> str:
    """Return what stays the same whichever way an address is spelled."""
    return url.partition("://")[2] or url


def parse_phone(cell: str) -> str:
    """Return the number as it stands; the server knows the numbering plans and puts it into its stored form."""
    text = cell.strip()
    if _SCIENTIFIC.fullmatch(text):
        raise CellError(
            "PHONE_SCIENTIFIC",
            f"{quoted(cell)} was made a number by a spreadsheet and lost its digits; format the column as text",
        )
    if not _PHONE.fullmatch(text):
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a phone number")
    return text


def parse_country(cell: str) -> str:
    """Return a country code of two letters."""
    text = cell.strip().upper()
    if len(text) != 2 or not text.isalpha() or not text.isascii():
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a country code of two letters, such as FR")
    return text


def parse_calling_code(cell: str) -> str:
    """Return a calling code with its plus sign."""
    text = cell.strip().removeprefix("+")
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise CellError("PHONE_INVALID", f"{quoted(cell)} is not a calling code, such as +33")
    return f"+{text}"


def parse_phones(cell: str) -> list[dict[str, Any]]:
    """Return further numbers: a JSON list of {number, countryCode, callingCode}."""
    members = _json_list(cell)
    if not all(isinstance(member, dict) and isinstance(member.get("number"), str) for member in members):
        raise CellError("LIST_INVALID", f'{quoted(cell)} is not a list like [{{"number":"612345678","callingCode":"+33"}}]')
    return members


def _json_list(cell: str) -> list[Any]:
    try:
        value = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a JSON list: {error}") from None
    if not isinstance(value, list):
        raise CellError("LIST_INVALID", f"{quoted(cell)} is not a JSON list")
    return value
