"""RICH_TEXT: markdown and the blocks of the editor are derived from each other."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.spec.checking import refusal, stored

DEFAULT = {"backgroundColor": "default", "textColor": "default", "textAlignment": "left"}
QUOTE = {"backgroundColor": "default", "textColor": "default"}


def text(value: str, *styles: str) -> dict[str, Any]:
    """Return a text in some styles."""
    return {"type": "text", "text": value, "styles": dict.fromkeys(styles, True)}


def link(href: str, *content: dict[str, Any]) -> dict[str, Any]:
    """Return a link."""
    return {"type": "link", "href": href, "content": list(content)}


def block(kind: str, *content: dict[str, Any], children: tuple[Any, ...] = (), **props: Any) -> dict[str, Any]:
    """Return a block with the default properties and some more."""
    return {"type": kind, "props": {**DEFAULT, **props}, "content": list(content), "children": list(children)}


def plain(kind: str, props: dict[str, Any], *content: dict[str, Any]) -> dict[str, Any]:
    """Return a block with just these properties."""
    return {"type": kind, "props": props, "content": list(content), "children": []}


def without_ids(blocks: list[Any]) -> list[Any]:
    """Return blocks without their ids."""
    return [
        {name: without_ids(part) if name == "children" else part for name, part in one.items() if name != "id"}
        for one in blocks
    ]


def derived_blocks(markdown: str) -> list[Any]:
    """Return the blocks derived from markdown."""
    return without_ids(json.loads(stored("note", {"bodyV2": {"markdown": markdown}})["bodyV2Blocknote"]))


def derived_markdown(blocks: list[Any]) -> str | None:
    """Return the markdown derived from blocks."""
    markdown = stored("note", {"bodyV2": {"blocknote": json.dumps(blocks)}})["bodyV2Markdown"]
    assert markdown is None or isinstance(markdown, str)
    return markdown


SAME_BOTH_WAYS = [
    ("hello **world**\n", [block("paragraph", text("hello "), text("world", "bold"))]),
    (
        "a *b* ~~c~~ `d` **_e_**\n",
        [
            block(
                "paragraph",
                text("a "),
                text("b", "italic"),
                text(" "),
                text("c", "strike"),
                text(" "),
                text("d", "code"),
                text(" "),
                text("e", "bold", "italic"),
            )
        ],
    ),
    (
        "[link](http://x.example) and <http://y.example>\n",
        [
            block(
                "paragraph",
                link("http://x.example", text("link")),
                text(" and "),
                link("http://y.example", text("http://y.example")),
            )
        ],
    ),
    ("one\n\ntwo\\\nlines\n", [block("paragraph", text("one")), block("paragraph", text("two\nlines"))]),
    (
        "# Head\n\n###### Six\n",
        [
            block("heading", text("Head"), level=1, isToggleable=False),
            block("heading", text("Six"), level=6, isToggleable=False),
        ],
    ),
    (
        "* a\n\n  * b\n\n* c\n",
        [
            block("bulletListItem", text("a"), children=(block("bulletListItem", text("b")),)),
            block("bulletListItem", text("c")),
        ],
    ),
    (
        "1. a\n\n   * b\n\n2. c\n",
        [
            block("numberedListItem", text("a"), children=(block("bulletListItem", text("b")),)),
            block("numberedListItem", text("c")),
        ],
    ),
    ("3. a\n\n4. b\n", [block("numberedListItem", text("a"), start=3), block("numberedListItem", text("b"))]),
    (
        "* [x] a\n  * [ ] b\n* [ ] c\n",
        [
            block("checkListItem", text("a"), children=(block("checkListItem", text("b"), checked=False),), checked=True),
            block("checkListItem", text("c"), checked=False),
        ],
    ),
    ("> a\\\n> b\n", [plain("quote", QUOTE, text("a\nb"))]),
    ("```python\nx = 1\n\ny\n```\n", [plain("codeBlock", {"language": "python"}, text("x = 1\n\ny"))]),
    ("````text\n```\n````\n", [plain("codeBlock", {"language": "text"}, text("```"))]),
    ("***\n", [{"type": "divider", "props": {}, "children": []}]),
]


@pytest.mark.parametrize(("markdown", "blocks"), SAME_BOTH_WAYS)
def test_markdown_is_read_into_blocks(markdown: str, blocks: list[Any]) -> None:
    """Paragraphs, headings, lists, quotes, code, dividers, styles and links become blocks."""
    assert blocks == derived_blocks(markdown)


@pytest.mark.parametrize(("markdown", "blocks"), SAME_BOTH_WAYS)
def test_blocks_are_written_as_markdown(markdown: str, blocks: list[Any]) -> None:
    """The same blocks are written as markdown that ends with a line break."""
    assert markdown == derived_markdown(blocks)


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        ("a\nb", [block("paragraph", text("a b"))]),
        ("- a\n\n  more", [block("bulletListItem", text("a"), children=(block("paragraph", text("more")),))]),
        ("<b>x</b>", [block("paragraph", text("<b>x</b>"))]),
        (
            "see http://x.example.",
            [block("paragraph", text("see "), link("http://x.example", text("http://x.example")), text("."))],
        ),
        ("> - x\n> - y", [plain("quote", QUOTE, text("x\ny"))]),
        ("![i](http://x.example/i.png) x", [block("paragraph", link("http://x.example/i.png", text("i")), text(" x"))]),
        ("- [ ] ", [block("bulletListItem", text("[ ]"))]),
        ("  ", [block("paragraph")]),
    ],
)
def test_other_forms_of_markdown_are_read(markdown: str, blocks: list[Any]) -> None:
    """Soft breaks are blanks, bare addresses are links, and raw HTML stays text."""
    assert blocks == derived_blocks(markdown)


@pytest.mark.parametrize(
    ("blocks", "markdown"),
    [
        ([], None),
        ([block("paragraph")], None),
        ([{"type": "paragraph"}, None, 5, {"type": "paragraph", "content": "str"}], "str\n"),
        ([block("paragraph", text("b ", "bold"), text("c"))], "**b** c\n"),
        ([block("paragraph", link("http://x.example", text("b", "bold"), text(" c")))], "[**b** c](http://x.example)\n"),
        ([block("bulletListItem", text("a"), children=(block("paragraph", text("p")),))], "* a\n\np\n"),
        ([block("paragraph", text("a"), children=(block("paragraph", text("child")),))], "a\n\nchild\n"),
        (
            [block("numberedListItem", text("a")), block("paragraph", text("x")), block("numberedListItem", text("b"))],
            "1. a\n\nx\n\n1. b\n",
        ),
        ([plain("image", {"name": "n", "url": "http://x.example/i.png"})], "![n](http://x.example/i.png)\n"),
        ([block("unknown", text("kept"))], "kept\n"),
        (
            [
                {
                    "type": "table",
                    "content": {"rows": [{"cells": [[text("a")], {"content": [text("b|c")]}]}, {"cells": [[text("1")], []]}]},
                }
            ],
            "| a | b\\|c |\n| - | - |\n| 1 |  |\n",
        ),
    ],
)
def test_other_blocks_are_written(blocks: list[Any], markdown: str | None) -> None:
    """Blocks in short forms, of unknown types and without text do no harm."""
    assert markdown == derived_markdown(blocks)


@pytest.mark.parametrize(
    ("value", "blocknote", "markdown"),
    [
        ({"blocknote": "[]", "markdown": "kept"}, "[]", "kept"),
        ({"markdown": ""}, None, None),
        ({"blocknote": "", "markdown": None}, None, None),
        ({}, None, None),
    ],
)
def test_what_is_given_is_kept(value: dict[str, Any], blocknote: str | None, markdown: str | None) -> None:
    """When both are given neither is derived; when none is, both are cleared."""
    assert {"bodyV2Blocknote": blocknote, "bodyV2Markdown": markdown} == stored("note", {"bodyV2": value})


def test_every_block_has_an_id_of_its_own() -> None:
    """Derived blocks have distinct ids."""
    blocks = json.loads(stored("note", {"bodyV2": {"markdown": "- a\n  - b\n\nc"}})["bodyV2Blocknote"])

    assert 3 == len({blocks[0]["id"], blocks[0]["children"][0]["id"], blocks[1]["id"]})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"blocknote": "nope"},
            'Invalid blocknote value for field "bodyV2.blocknote" - must contain valid JSON',
        ),
        ({"blocknote": "{}"}, 'Invalid blocknote value for field "bodyV2.blocknote" - must be a JSON array of blocks'),
        ({"blocknote": 5}, 'Invalid string value 5 for text field "bodyV2.blocknote"'),
        ({"markdown": []}, 'Invalid string value [] for text field "bodyV2.markdown"'),
    ],
)
def test_bad_rich_text_is_refused(value: dict[str, Any], message: str) -> None:
    """Both parts are texts, and blocknote is JSON."""
    assert message == refusal("note", {"bodyV2": value}).message


def test_blocks_nested_too_deep_are_refused() -> None:
    """Blocks may not be nested without end."""
    nested: list[Any] = []
    for _ in range(400):
        nested = [{"type": "paragraph", "children": nested}]
    found = refusal("note", {"bodyV2": {"blocknote": json.dumps(nested)}})

    assert 'Invalid blocknote value for field "bodyV2.blocknote" - blocks may be nested 60 deep' == found.message
