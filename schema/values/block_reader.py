"""Markdown read into the blocks of the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import uuid4

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
_STYLES = {"strong": "bold", "em": "italic", "s": "strike"}
_ORDER = ("bold", "italic", "strike", "code")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_ADDRESS = re.compile(r"https?://[^\s<]*[^\s<?!.,:;*_~'\")\]]", re.IGNORECASE)


def read_blocks(markdown: str) -> list[Block]:
    """Return the blocks a markdown text stands for; at least an empty paragraph."""
    tree = SyntaxTreeNode(_MARKDOWN.parse(markdown))
    return _blocks(tree.children) or [_block("paragraph", [])]


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> list[Block]:
    return [block for node in nodes for block in _of(node)]


def _of(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "heading":
        yield _block("heading", _inline(node), level=int(node.tag[1:]), isToggleable=False)
    elif node.type in ("bullet_list", "ordered_list"):
        yield from _list_items(node)
    elif node.type == "blockquote":
        yield _plain_block("quote", {"backgroundColor": "default", "textColor": "default"}, _lines(node))
    elif node.type in ("fence", "code_block"):
        language = node.info.split()[0] if node.type == "fence" and node.info.strip() else "text"
        yield _plain_block("codeBlock", {"language": language}, _texts(node.content.removesuffix("\n"), {}))
    elif node.type == "hr":
        yield {"id": str(uuid4()), "type": "divider", "props": {}, "children": []}
    else:
        yield _image(node) or _block("paragraph", _inline(node))


def _list_items(node: SyntaxTreeNode) -> Iterator[Block]:
    start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 1
    for place, item in enumerate(node.children):
        first, rest = item.children[:1], item.children[1:]
        leads = bool(first) and first[0].type in ("paragraph", "heading")
        content = _inline(first[0]) if leads else []
        children = _blocks(rest if leads else item.children)
        task = _TASK.match(content[0]["text"]) if content and content[0]["type"] == "text" else None
        if task is not None:
            rest_of_text = content[0]["text"][task.end() :]
            content = [*([{**content[0], "text": rest_of_text}] if rest_of_text else []), *content[1:]]
            yield _block("checkListItem", content, children, checked=task[1] != " ")
        elif node.type == "bullet_list":
            yield _block("bulletListItem", content, children)
        else:
            numbered = {"start": start} if place == 0 and start != 1 else {}
            yield _block("numberedListItem", content, children, **numbered)


def _image(node: SyntaxTreeNode) -> Block | None:
    """Return the image a paragraph consists of."""
    inline = node.children[0].children if node.children else []
    if len(inline) != 1 or inline[0].type != "image":
        return None
    props = {
        "textAlignment": "left",
        "backgroundColor": "default",
        "name": inline[0].content,
        "url": inline[0].attrs["src"],
        "caption": "",
        "showPreview": True,
    }
    return {"id": str(uuid4()), "type": "image", "props": props, "children": []}


def _lines(quote: SyntaxTreeNode) -> list[Block]:
    """Return everything inside a quote as text, one line a paragraph."""
    content: list[Block] = []
    for node in quote.walk(include_self=False):
        if node.type in ("fence", "code_block"):
            line = _texts(node.content.removesuffix("\n"), {})
        elif node.type == "inline":
            line = _merged(_spans(node.children, {}))
        else:
            continue
        content += [*_texts("\n", {}), *line] if content else line
    return _merged(content)


def _inline(node: SyntaxTreeNode) -> list[Block]:
    return _merged(_spans(node.children[0].children, {})) if node.children else []


def _spans(nodes: Iterable[SyntaxTreeNode], styles: dict[str, bool]) -> Iterator[Block]:
    for node in nodes:
        if node.type in _STYLES:
            yield from _spans(node.children, {**styles, _STYLES[node.type]: True})
        elif node.type == "link":
            yield {"type": "link", "href": node.attrs["href"], "content": _merged(_spans(node.children, styles))}
        elif node.type == "image":
            alt = node.content or node.attrs["src"]
            yield {"type": "link", "href": node.attrs["src"], "content": _texts(str(alt), styles)}
        elif node.type == "code_inline":
            yield from _texts(node.content, {**styles, "code": True})
        elif node.type in ("softbreak", "hardbreak"):
            yield from _texts(" " if node.type == "softbreak" else "\n", styles)
        elif node.parent is not None and node.parent.type == "link":
            yield from _texts(node.content, styles)
        else:
            yield from _with_addresses(node.content, styles)


def _with_addresses(text: str, styles: dict[str, bool]) -> Iterator[Block]:
    """Return a text with the bare web addresses in it as links."""
    end = 0
    for found in _ADDRESS.finditer(text):
        yield from _texts(text[end : found.start()], styles)
        yield {"type": "link", "href": found[0], "content": _texts(found[0], styles)}
        end = found.end()
    yield from _texts(text[end:], styles)


def _merged(spans: Iterable[Block]) -> list[Block]:
    """Join neighbouring texts of the same styles."""
    merged: list[Block] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and last["type"] == span["type"] == "text" and last["styles"] == span["styles"]:
            merged[-1] = {**last, "text": last["text"] + span["text"]}
        else:
            merged.append(span)
    return merged


def _texts(text: str, styles: dict[str, bool]) -> list[Block]:
    ordered = {style: True for style in _ORDER if style in styles}
    return [{"type": "text", "text": text, "styles": ordered}] if text else []


def _block(kind: str, content: list[Block], children: list[Block] | None = None, **props: Any) -> Block:
    default = {"backgroundColor": "default", "textColor": "default", "textAlignment": "left"}
    return _plain_block(kind, {**default, **props}, content, children)


def _plain_block(kind: str, props: dict[str, Any], content: list[Block], children: list[Block] | None = None) -> Block:
    return {"id": str(uuid4()), "type": kind, "props": props, "content": content, "children": children or []}
