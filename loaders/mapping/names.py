"""Headings and names as words: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from loaders.files.formula_guard import ZERO_WIDTH_JOINER

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\da-zA-Z_]+")
_EMAIL = re.compile(r"(?i)(?<![a-z])e[- ]?mail")
_OUTER = f'\ufeff{ZERO_WIDTH_JOINER}"'


def clean(heading: str) -> str:
    """Return a heading without byte order mark, formula guard, outer blanks and quotes."""
    while (bare := heading.strip().strip(_OUTER)) != heading:
        heading = bare
    return heading


@cache
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name: case, accents, separators, "e-mail" and plural endings do not count."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(_singular(word.casefold()) for word in _WORDS.findall(_EMAIL.sub("email", bare)))


def plain_words(name: str) -> str:
    """Return the words of a name in one piece, since `jobTitle`, `job title` and `jobtitle` are one name."""
    return "".join(words_of(name))


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith("ss") or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith("sses") else word[:-1]
