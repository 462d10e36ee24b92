"""Lexing: the tokens of GraphQL as patterns that never go back, so that no text takes longer than its length."""

from __future__ import annotations

import re
from typing import Final

NAME: Final = "[A-Za-z_][A-Za-z0-9_]*+"
_BLANKS: Final = r"[ \t\n\r,\ufeff]*+"
_PLAIN: Final = r'[^"\\\n\r\ud800-\udfff]'
_ESCAPE: Final = r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})'
_IN_BLOCK: Final = r'(?:[^"\\\ud800-\udfff]++|\\(?:""")?+|"(?!""))*+'
_DIGITS: Final = "-?(?:0|[1-9][0-9]*+)"
_EXPONENT: Final = "[eE][+-]?[0-9]++"
_NUMBER_ENDS: Final = r"(?![.\w])"

IGNORED: Final = rf"{_BLANKS}(?:#[^\n\r\ud800-\udfff]*+{_BLANKS})*+"
PLAIN_STRING: Final = rf'"(?!"")({_PLAIN}*+)"'
"""A string without escapes; its text is a group."""
ESCAPED_STRING: Final = rf'"(?!"")(?:{_PLAIN}++|{_ESCAPE})*+"'
"""A string whose escapes are those of JSON."""
BLOCK_STRING: Final = rf'"""{_IN_BLOCK}"""'
STRING: Final = rf'{BLOCK_STRING}|"(?!"")(?:[^"\\\n\r]++|\\.)*+"'
"""Any string, right or wrong: where it ends."""
INT: Final = rf"{_DIGITS}{_NUMBER_ENDS}"
FLOAT: Final = rf"{_DIGITS}(?:\.[0-9]++(?:{_EXPONENT})?+|{_EXPONENT}){_NUMBER_ENDS}"

# What is not closed goes on to the end here: looking for the end of each of many would take the square of the length.
_TOKEN = re.compile(
    rf'#[^\n\r]*+|"""{_IN_BLOCK}(?:""")?+|"(?:[^"\\\n\r]++|\\.)*+"?+|{NAME}'
    rf"|{_DIGITS}(?:\.[0-9]++)?+(?:{_EXPONENT})?+|\.\.\.|[^ \t\n\r,\ufeff]"
)


def count_tokens(text: str) -> int:
    """Return how many tokens a text has, comments included."""
    return sum(1 for _ in _TOKEN.finditer(text))
