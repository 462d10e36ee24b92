"""RICH_TEXT: markdown and blocks of the editor, each derived from the other when only one is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from schema.composites import COMPOSITES
from schema.field_types import FieldType
from schema.values.block_reader import read_blocks
from schema.values.block_writer import DEEPEST, write_markdown
from schema.values.composites import read_parts
from schema.values.json_values import json_text
from schema.values.plain import given_text
from schema.values.refusals import ValueRefused

_RICH_TEXT = COMPOSITES[FieldType.RICH_TEXT]


def rich_text_value(value: Mapping[str, Any], field: str) -> tuple[str | None, str | None]:
    """Return blocknote and markdown as they are stored."""
    parts = read_parts(value, field, _RICH_TEXT, _RULES)
    blocknote, markdown = parts.get("blocknote") or None, parts.get("markdown") or None
    if blocknote is None and markdown is not None:
        blocknote = json_text(read_blocks(markdown))
    elif markdown is None and blocknote is not None:
        markdown = write_markdown(orjson.loads(blocknote)) or None
    return blocknote, markdown


def _blocknote(raw: Any, path: str) -> str | None:
    text = given_text(raw, path)
    if not text:
        return text
    try:
        blocks = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _refused(path, "must contain valid JSON") from None
    if not isinstance(blocks, list):
        raise _refused(path, "must be a JSON array of blocks")
    if _depth(blocks) > DEEPEST:
        raise _refused(path, f"blocks may be nested {DEEPEST} deep")
    return text


def _depth(blocks: list[Any]) -> int:
    """Return how deep the blocks are nested, or a little more than may be."""
    depth = 0
    while blocks and depth <= DEEPEST:
        depth += 1
        children = [block.get("children") for block in blocks if isinstance(block, dict)]
        blocks = [child for level in children if isinstance(level, list) for child in level]
    return depth


def _refused(path: str, why: str) -> ValueRefused:
    return ValueRefused(f'Invalid blocknote value for field "{path}" - {why}', "Invalid value for rich text.")


_RULES = {"blocknote": _blocknote, "markdown": given_text}
