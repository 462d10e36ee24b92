"""How many root fields a document asks for: servers count those against their rate limits, not requests."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|[_A-Za-z]\w*|[{}()@:]')


@lru_cache(maxsize=64)
def count_root_fields(document: str) -> int:
    """Count the root fields of a document of one operation without fragments at its root."""
    braces = parentheses = fields = 0
    before = ""
    for word in _WORD.findall(document):
        if word in "()":
            parentheses += 1 if word == "(" else -1
        elif not parentheses and word in "{}":
            braces += 1 if word == "{" else -1
        elif not parentheses and braces == 1 and word[0] not in '"#@:' and before not in ("@", ":"):
            fields += 1
        before = word
    return max(1, fields)
