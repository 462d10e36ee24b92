"""An address is sent as the server stores it, so that loading a file again changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loaders.values.cell_error import CellError
from loaders.values.contacts import parse_url
from schema.values.links import stored_url

PIECES = (
    "http://",
    "HTTPS://",
    "acme",
    "A-b",
    "ü",
    ".",
    ".com",
    ":443",
    ":8080",
    "/",
    "//",
    "..",
    "a b",
    "?q=1",
    "#top",
    "@",
    "%2e",
    "_",
)
ADDRESSES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


@given(ADDRESSES | st.from_regex(r"(https?://)?[a-z0-9-]{1,22}(\.[a-z0-9-]{1,22}){0,3}(/[A-Za-z0-9_.-]*){0,3}", fullmatch=True))
def test_an_address_has_its_stored_form(cell: str) -> None:
    """What the reader makes of a cell is what the server keeps of it, and has a scheme."""
    try:
        url = parse_url(cell)
    except CellError:
        return

    assert url == stored_url(url)
    assert url.startswith(("http://", "https://"))


@given(ADDRESSES)
def test_a_kept_address_differs_by_nothing_but_the_scheme(cell: str) -> None:
    """Keeping means that no scheme is added, and the server takes what is sent."""
    try:
        kept = parse_url(cell, keep=True)
    except CellError:
        return

    assert kept == stored_url(kept)
    assert "://" in kept or kept == cell.strip()
