"""The GraphiQL page: served whole by the server itself, so that it works without internet."""

from __future__ import annotations

import hashlib
import html
import json
from dataclasses import dataclass
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

_PAGE = Path(__file__).parent / "graphiql_page"
_FETCHED = Path(__file__).parent / "static" / "graphiql"
_CDN = "https://unpkg.com"
_FOREVER = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


@dataclass(frozen=True, slots=True)
class ThirdPartyFile:
    """A file of a pinned npm package, `<package>@<version>/<path>`, and the hash it must have."""

    path: str
    integrity: str

    @property
    def fetched(self) -> Path:
        """Where `scripts/fetch-graphiql` puts it."""
        return _FETCHED / self.path


def graphiql_page(root_path: str = "") -> str:
    """Return the page; `root_path` is where the application is mounted."""
    base = f"{root_path}/graphiql"
    libraries = third_party_files()
    source = base if is_fetched() else _CDN
    tags = [_tag(f"{source}/{file.path}", file.integrity) for file in libraries]
    tags += [_tag(f"{base}/{name}?{_digest(name)}") for name in ("page.css", "page.js")]
    template = Template((_PAGE / "index.html").read_text(encoding="utf-8"))
    return template.substitute(files="\n    ".join(tags))


def graphiql_response(request: Request) -> Response:
    """Answer a browser's GET with the page, allowed to load and to call nothing but this server."""
    headers = {
        "cache-control": "no-cache",
        "content-security-policy": content_security_policy(),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    return HTMLResponse(graphiql_page(request.scope.get("root_path", "")), headers=headers)


def graphiql_routes() -> list[BaseRoute]:
    """Return the routes of the page's files, which never change under one address."""
    files = {file.path: file.fetched for file in third_party_files()}
    files |= {name: _PAGE / name for name in ("page.css", "page.js")}

    async def graphiql_file(request: Request) -> Response:
        file = files.get(request.path_params["path"])
        if file is None or not file.is_file():
            return Response(status_code=404)
        return FileResponse(file, headers=_FOREVER)

    return [Route("/graphiql/{path:path}", graphiql_file)]


def content_security_policy() -> str:
    """Return the policy of the page: our own files, and the CDN only where the files were not fetched."""
    own = "'self'" if is_fetched() else f"'self' {_CDN}"
    return (
        f"default-src 'none'; script-src {own}; style-src {own}; font-src data:; img-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def third_party_files() -> tuple[ThirdPartyFile, ...]:
    """Return the files the page loads, in the order it loads them."""
    return tuple(ThirdPartyFile(**file) for file in json.loads((_PAGE / "files.json").read_text(encoding="utf-8")))


def is_fetched() -> bool:
    """Tell whether the server has every file of the page."""
    return all(file.fetched.is_file() for file in third_party_files())


def _tag(address: str, integrity: str | None = None) -> str:
    trusted = f' integrity="{integrity}" crossorigin="anonymous"' if integrity else ""
    address = html.escape(address)
    if address.partition("?")[0].endswith(".css"):
        return f'<link rel="stylesheet" href="{address}"{trusted} />'
    return f'<script defer src="{address}"{trusted}></script>'


def _digest(name: str) -> str:
    return hashlib.sha256((_PAGE / name).read_bytes()).hexdigest()[:12]
