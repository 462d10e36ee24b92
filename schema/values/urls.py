"""Web addresses, parsed and written as browsers and Node do (the URL standard), for http and https."""

from __future__ import annotations

import re
from dataclasses import dataclass

import idna

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_NOT_READ = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"(https?):(?=[/\\]*)", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/\\?#]*")
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_PORT = re.compile(r"[0-9]*")
_LAST_IS_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?")
_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_SINGLE_DOT = re.compile(r"\.|%2e", re.IGNORECASE)
_DOUBLE_DOT = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
_ESCAPED = re.compile(rb"%([0-9a-fA-F]{2})")
_DEFAULT_PORTS = {"http": 80, "https": 443}

_IN_PATH = re.compile(r"[^!$-;=@-_a-z|~]")
_IN_QUERY = re.compile(r"[^!$-&(-;=?-~]")
_IN_FRAGMENT = re.compile(r"[^!#-;=?-_a-~]")


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A parsed address; credentials are left out."""

    scheme: str
    host: str
    port: int | None
    rest: str
    """Path, query and fragment."""

    @property
    def text(self) -> str:
        """The address as it is written."""
        port = "" if self.port is None else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.rest}"


def parse_address(text: str) -> WebAddress | None:
    """Return the http or https address a text is, or None."""
    text = text.strip(_C0_AND_SPACE).translate(_NOT_READ)
    found = _SCHEME.match(text)
    if found is None:
        return None
    scheme = found[1].lower()
    text = text[found.end() :].lstrip("/\\")
    authority = _AUTHORITY.match(text)
    assert authority is not None
    host, _, port = _split(authority[0].rpartition("@")[2])
    ascii_host = _ascii_host(host)
    if ascii_host is None or not _PORT.fullmatch(port) or int(port or 0) > 0xFFFF:
        return None
    number = int(port) if port and int(port) != _DEFAULT_PORTS[scheme] else None
    return WebAddress(scheme, ascii_host, number, _rest(text[authority.end() :]))


def _split(host_and_port: str) -> tuple[str, str, str]:
    if host_and_port.startswith("["):
        return host_and_port, "", ""
    return host_and_port.partition(":")


def _ascii_host(host: str) -> str | None:
    """Return a host name in ASCII, mapped as UTS 46 says, or a dotted quad; None for anything else."""
    if "%" in host:
        host = _ESCAPED.sub(lambda octet: bytes.fromhex(octet[1].decode()), host.encode()).decode(errors="replace")
    try:
        mapped = host.lower() if host.isascii() else idna.uts46_remap(host, std3_rules=False, transitional=False)
        labels = [_ascii_label(label) for label in mapped.split(".")]
    except (idna.IDNAError, UnicodeError):
        return None
    name = ".".join(labels)
    if not name or _FORBIDDEN_IN_HOST.search(name):
        return None
    if _LAST_IS_NUMBER.fullmatch(name):
        return name if _QUAD.fullmatch(name) and max(map(int, name.split("."))) <= 0xFF else None
    return name


def _ascii_label(label: str) -> str:
    if label.startswith("xn--") and label.isascii():
        unicode_label = label[4:].encode().decode("punycode")
        idna.check_label(unicode_label)
        if unicode_label.isascii():
            raise idna.IDNAError("an ASCII label in disguise")
        return label
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _rest(text: str) -> str:
    text, _, fragment = text.partition("#")
    path, _, query = text.partition("?")
    written = _path(path.replace("\\", "/"))
    if query:
        written += "?" + _escape(query, _IN_QUERY)
    return written + ("#" + _escape(fragment, _IN_FRAGMENT) if fragment else "")


def _path(path: str) -> str:
    segments: list[str] = []
    parts = path.split("/")[1:] or [""]
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        if _DOUBLE_DOT.fullmatch(part):
            del segments[-1:]
        elif not _SINGLE_DOT.fullmatch(part):
            segments.append(_escape(part, _IN_PATH))
            continue
        if last:
            segments.append("")
    return "/" + "/".join(segments)


def _escape(text: str, escaped: re.Pattern[str]) -> str:
    return escaped.sub(lambda letter: "".join(f"%{octet:02X}" for octet in letter[0].encode()), text)
