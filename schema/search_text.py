"""The text that search compares: lower case without accents, e-mail addresses and host names kept as one word."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from schema.model import Field, ObjectMetadata

_LETTER: Final = r"[0-9a-z\x80-\U0010ffff]"
_SCHEME: Final = re.compile(r"https?://")
_LOOSE: Final = re.compile(rf"[.@](?:(?!{_LETTER})|(?<!{_LETTER}[.@]))")
_PART: Final = re.compile(r"[0-9a-z.@\x80-\U0010ffff]+")
_BASES: Final = {
    **dict(zip("øłđðħıŋŧ", "olddhint", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
"""Letters that Unicode does not take apart, and the ones people type instead."""


class _Characters(dict[int, str]):
    """What becomes of each character once case and composition are gone; each is looked up once."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _without_accent(chr(code))
        return made


def _without_accent(character: str) -> str:
    kind = unicodedata.category(character)
    if character.isascii():
        return " " if kind == "Cc" else character
    match kind[0]:
        case "L" | "N":
            return _BASES.get(character, character)
        case "M":
            return character if kind == "Mc" else ""
        case "S":
            return f" {character} "
    return " "


_CHARACTERS: Final = _Characters()


def searched_fields(obj: ObjectMetadata) -> tuple[Field, ...]:
    """Return the fields whose text is searched, in order; inactive ones keep their text."""
    return tuple(field for name in obj.search_fields if isinstance(field := obj.by_name.get(name), Field))


def fold(text: str) -> str:
    """Return the text as search compares it; what stands between words is left where it does no harm.

    A dot or an @ stays where it joins two letters: "com" is no word of every address. The scheme of a link is dropped.
    """
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).casefold()
    if not folded.isascii() or "\0" in folded:
        folded = folded.translate(_CHARACTERS)
    if "://" in folded:
        folded = _SCHEME.sub(" ", folded)
    return _LOOSE.sub(" ", folded)


def parts(folded: str) -> tuple[str, ...]:
    """Return the words of a folded text in order: what is between blanks and signs."""
    return tuple(_PART.findall(folded))
