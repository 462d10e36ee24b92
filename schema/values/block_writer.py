"""The blocks of the editor written as markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

DEEPEST = 60
"""How deep blocks may be nested."""

_SPACES = re.compile(r"[ \t]+")
_LINE_BREAK = re.compile(r" ?\n ?")
_BACKTICKS = re.compile(r"`+")
_LIST_ITEMS = ("bulletListItem", "numberedListItem", "checkListItem", "toggleListItem")


def write_markdown(blocks: list[Any]) -> str:
    """Return blocks as markdown that ends with a line break; nothing for blocks without text."""
    text = _written(blocks)
    return text + "\n" if text else ""


def _written(blocks: Iterable[Any]) -> str:
    text, before, number = "", "", 0
    for block in blocks:
        if not isinstance(block, dict):
            continue
        kind = str(block.get("type"))
        number = _number(block, number if kind == before else 0) if kind == "numberedListItem" else 0
        written = _block(block, kind, number)
        if written:
            together = kind == before == "checkListItem"
            text += ("\n" if together else "\n\n") * bool(text) + written
            before = kind
    return text


def _number(block: dict[str, Any], last: int) -> int:
    start = _props(block).get("start")
    return last + 1 if last or not isinstance(start, int) else start


def _block(block: dict[str, Any], kind: str, number: int) -> str:
    if kind in _LIST_ITEMS:
        return _list_item(block, kind, number)
    own = _own_text(block, kind)
    children = _written(_children(block))
    return f"{own}\n\n{children}" if own and children else own or children


def _own_text(block: dict[str, Any], kind: str) -> str:
    props, content = _props(block), block.get("content")
    if kind == "codeBlock":
        return _fenced(_plain_text(content), str(props.get("language", "text")))
    if kind == "divider":
        return "***"
    if kind == "image":
        return f"![{props.get('name', '')}]({props['url']})" if props.get("url") else ""
    if kind == "table":
        return _table(content)
    text = _inline(content)
    if kind == "heading" and text:
        level = props.get("level", 1)
        return f"{'#' * (level if level in range(1, 7) else 1)} {text}"
    if kind == "quote" and text:
        return "> " + text.replace("\n", "\n> ")
    return text


def _list_item(block: dict[str, Any], kind: str, number: int) -> str:
    marker = f"{number}. " if kind == "numberedListItem" else "* "
    box = ("[x] " if _props(block).get("checked") else "[ ] ") if kind == "checkListItem" else ""
    indent = " " * len(marker)
    own = (marker + box + _inline(block.get("content")).replace("\n", "\n" + indent)).rstrip()
    children = _children(block)
    listed = [child for child in children if isinstance(child, dict) and child.get("type") in _LIST_ITEMS]
    inner = _written(listed)
    outer = _written(child for child in children if child not in listed)
    together = kind == "checkListItem" and listed and listed[0].get("type") == kind
    if inner:
        own += ("\n" if together else "\n\n") + "\n".join(indent + line if line else line for line in inner.split("\n"))
    return f"{own}\n\n{outer}" if outer else own


def _table(content: Any) -> str:
    rows = content.get("rows") if isinstance(content, dict) else None
    lines = [_row(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    if lines:
        lines.insert(1, "|" + " - |" * lines[0].count(" |"))
    return "\n".join(lines)


def _row(row: dict[str, Any]) -> str:
    cells = row.get("cells")
    if not isinstance(cells, list):
        return "|"
    texts = (_inline(cell.get("content") if isinstance(cell, dict) else cell) for cell in cells)
    return "|" + "".join(" " + text.replace("\\\n", " ").replace("|", "\\|") + " |" for text in texts)


def _fenced(code: str, language: str) -> str:
    longest = max(map(len, _BACKTICKS.findall(code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def _inline(content: Any) -> str:
    if isinstance(content, str):
        content = [{"type": "text", "text": content}]
    if not isinstance(content, list):
        return ""
    text = "".join(_span(span) for span in content if isinstance(span, dict))
    return _LINE_BREAK.sub("\\\\\n", _SPACES.sub(" ", text).strip())


def _span(span: dict[str, Any]) -> str:
    if span.get("type") != "link":
        return _styled(str(span.get("text") or ""), span.get("styles"))
    href, content = str(span.get("href", "")), span.get("content")
    if _plain_text(content) == href:
        return f"<{href}>"
    return f"[{_inline(content)}]({href})"


def _styled(text: str, styles: Any) -> str:
    """Return a text between its marks, which stand next to its first and last letter."""
    inner = text.strip()
    if not inner or not isinstance(styles, dict):
        return text
    marked = inner
    if styles.get("code"):
        ticks = "`" * (1 + max(map(len, _BACKTICKS.findall(inner)), default=0))
        marked = f"{ticks}{inner}{ticks}"
    if styles.get("strike"):
        marked = f"~~{marked}~~"
    if styles.get("italic"):
        marked = f"_{marked}_" if styles.get("bold") else f"*{marked}*"
    if styles.get("bold"):
        marked = f"**{marked}**"
    before, _, after = text.partition(inner)
    return before + marked + after


def _plain_text(content: Any) -> str:
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return "".join(str(span.get("text") or "") for span in content if isinstance(span, dict))


def _props(block: dict[str, Any]) -> dict[str, Any]:
    props = block.get("props")
    return props if isinstance(props, dict) else {}


def _children(block: dict[str, Any]) -> list[Any]:
    children = block.get("children")
    return children if isinstance(children, list) else []
