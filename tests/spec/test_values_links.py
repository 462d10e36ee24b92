"""LINKS: addresses are checked and normalised, and the whole value is recomputed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.spec.checking import refusal, stored


def links(value: dict[str, Any]) -> tuple[Any, ...]:
    """Return url, label and the other links as they are stored."""
    columns = stored("person", {"xLink": value}, create=False)
    return columns["xLinkPrimaryLinkUrl"], columns["xLinkPrimaryLinkLabel"], columns["xLinkSecondaryLinks"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://alpha.example", "https://alpha.example"),
        ("https://www.Gamma.example/Path?q=1", "https://www.gamma.example/Path?q=1"),
        ("HTTPS://WWW.Norm.example/Some/Path/?Q=1", "https://www.norm.example/Some/Path/?Q=1"),
        ("https://www.linkedin.com/in/Ada/", "https://www.linkedin.com/in/Ada"),
        ("http://norm3.example//", "http://norm3.example/"),
        ("https://norm6.example?x=1", "https://norm6.example/?x=1"),
        ("https://norm7.example:443/", "https://norm7.example"),
        ("http://norm7.example:8080", "http://norm7.example:8080"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example"),
        ("https://norm10.example/a b", "https://norm10.example/a%20b"),
        ("https://norm10.example/ü?ü='#`", "https://norm10.example/%C3%BC?%C3%BC=%27#%60"),
        ("https://norm11.example/a/../b/./c", "https://norm11.example/b/c"),
        (" https://norm12.example ", "https://norm12.example"),
        ("http://1.2.3.4/x", "http://1.2.3.4/x"),
        ("http://localhost:3000/x", "http://localhost:3000/x"),
        ("beta.example", "beta.example"),
        ("WWW.NORM2.example/", "WWW.NORM2.example/"),
        ("  norm4.example  ", "  norm4.example  "),
        ("norm5.example/a/", "norm5.example/a/"),
        ("localhost", "localhost"),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_normalised_when_it_has_a_scheme(raw: str | None, expected: str | None) -> None:
    """Scheme, host, port and escapes are made uniform; an address without scheme stays as typed."""
    assert (expected, None, None) == links({"primaryLinkUrl": raw})


@pytest.mark.parametrize(
    "raw",
    [
        "not a url at all",
        "ftp://files.example",
        "norm9",
        "https://norm9",
        "https://",
        "https://a..example",
        "https://-a.example",
        "https://a.example:99999",
        "https://[::1]/",
        "https://a.123",
        "https://xn--a.example",
        " ",
        "mailto:a@b",
    ],
)
@pytest.mark.parametrize("place", ["primaryLinkUrl", "secondaryLinks"])
def test_what_is_no_address_is_refused(raw: str, place: str) -> None:
    """Primary and other links are judged alike, with a subCode of their own."""
    value = {place: raw if place == "primaryLinkUrl" else [{"url": raw, "label": "x"}]}
    found = refusal("company", {"domainName": value})

    assert ("The URL of the link is not valid", "INVALID_URL", "Invalid URL format.") == (
        found.message,
        found.sub_code,
        found.friendly,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"primaryLinkUrl": "a.example", "primaryLinkLabel": "A"}, ("a.example", "A", None)),
        ({"primaryLinkLabel": "just a label"}, (None, None, None)),
        ({}, (None, None, None)),
        (
            {"primaryLinkUrl": "lin.example", "secondaryLinks": [{"label": "", "url": ""}, {"label": "x", "url": "x.example"}]},
            ("lin.example", None, '[{"url":"x.example","label":"x"}]'),
        ),
        ({"secondaryLinks": [{"label": "s", "url": "https://S.example/"}]}, ("https://s.example", "s", None)),
        (
            {"primaryLinkLabel": "lost", "secondaryLinks": [None, {"url": "a.example"}, {"url": "HTTP://B.example"}]},
            ("a.example", None, '[{"url":"http://b.example"}]'),
        ),
        (
            {"primaryLinkUrl": "a.example", "secondaryLinks": '[{"url": "b.example", "label": null}]'},
            ("a.example", None, '[{"url":"b.example","label":null}]'),
        ),
        ({"primaryLinkUrl": "a.example", "secondaryLinks": []}, ("a.example", None, None)),
    ],
)
def test_links_are_recomputed_as_a_whole(value: dict[str, Any], expected: tuple[Any, ...]) -> None:
    """Empty links are dropped, a label needs its address, and the first of the rest becomes primary."""
    assert expected == links(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"primaryLinkUrl": 5}, 'Invalid string value 5 for text field "xLink.primaryLinkUrl"'),
        (
            {"primaryLinkUrl": "norm9", "primaryLinkLabel": []},
            'Invalid string value [] for text field "xLink.primaryLinkLabel"',
        ),
        ({"secondaryLinks": {}}, 'Invalid object value {} for field "xLink.secondaryLinks"'),
        ({"secondaryLinks": "nope"}, "Invalid object value 'nope' for field \"xLink.secondaryLinks\""),
        ({"secondaryLinks": ["a.example"]}, "Invalid object value [ 'a.example' ] for field \"xLink.secondaryLinks\""),
        ({"secondaryLinks": [{"url": 5}]}, 'Invalid string value 5 for text field "xLink.secondaryLinks"'),
    ],
)
def test_other_shapes_are_refused(value: dict[str, Any], message: str) -> None:
    """Addresses and labels are texts, and the others are a list of links."""
    assert message == refusal("person", {"xLink": value}).message
