"""Values that stand for others: the same for the same value and key, telling nothing about it, and valid in its place."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

from schema.values.phone_numbers import PhoneNumber, parse_phone_number

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_URL = re.compile(r"(?i)https?://\S+|www\.\S+")
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
_MOST_WORDS = 12
_ROUNDS = 8
_MOST_WALKS = 2_000


class Pseudonyms:
    """Makes pseudonyms with one secret key."""

    def __init__(self, key: bytes) -> None:
        self._key = hashlib.blake2b(key, digest_size=32).digest()

    def text(self, text: str) -> str:
        """Return words for words; an address of mail or web stays one, the same wherever it stands."""
        if _EMAIL.fullmatch(text):
            return self.email(text)
        if _URL.fullmatch(text):
            return self.url(text)
        count = min(max(len(text.split()), 1), _MOST_WORDS)
        return " ".join(self._word("text", f"{number} {text}") for number in range(count))

    def unique_text(self, text: str) -> str:
        """Return words that no other text shares."""
        is_address = _EMAIL.fullmatch(text) or _URL.fullmatch(text)
        return self.text(text) if is_address else f"{self.text(text)} {self._code('unique', text)}"

    def name(self, text: str) -> str:
        """Return a word that could be a name."""
        return self._word("name", text)

    def email(self, address: str) -> str:
        """Return an address that nobody has."""
        plain = address.strip().lower()
        return f"{self._word('email', plain).lower()}.{self._code('email', plain)}@example.com"

    def url(self, url: str) -> str:
        """Return the address of a site that does not exist."""
        plain = re.sub(r"(?i)^https?://", "", url.strip()).rstrip("/").lower()
        return f"https://{self._code('url', plain)}.example.com"

    def postcode(self, text: str) -> str:
        """Return five digits."""
        return f"{self._number('postcode', text) % 100_000:05}"

    def phone(self, number: str, country: str | None, calling_code: str | None) -> str | None:
        """Return another number of the same country and length; None for what is no number there.

        The digits are permuted until they are a number again, so that two numbers never become one.
        """
        known = parse_phone_number(number, country or None, (calling_code or "").lstrip("+") or None)
        if known is None:
            return None
        digits, code = known.national, known.calling_code
        for _ in range(_MOST_WALKS):
            digits = self._permute(digits)
            ways = ((f"+{known.calling_code}{digits}", None, None), (digits, known.country, None), (digits, None, code))
            if all(_is_number(parse_phone_number(*way), digits, known.country) for way in ways):
                return digits
        return None

    def _permute(self, digits: str) -> str:
        """Return other digits: a Feistel network, which no two texts of a length leave alike."""
        half = len(digits) // 2
        left, right = int(digits[:half] or 0), int(digits[half:])
        for turn in range(0, _ROUNDS, 2):
            left = (left + self._number(f"phone {turn} {len(digits)}", str(right))) % 10**half
            right = (right + self._number(f"phone {turn + 1} {len(digits)}", str(left))) % 10 ** (len(digits) - half)
        return (f"{left:0{half}}" if half else "") + f"{right:0{len(digits) - half}}"

    def _word(self, use: str, text: str) -> str:
        number = self._number(use, text)
        syllables = []
        for _ in range(2 + number % 2):
            number, place = divmod(number, len(_SYLLABLES))
            syllables.append(_SYLLABLES[place])
        return "".join(syllables).capitalize()

    def _code(self, use: str, text: str) -> str:
        return base64.b32encode(self._digest(use, text)[:10]).decode().lower()

    def _number(self, use: str, text: str) -> int:
        return int.from_bytes(self._digest(use, text), "big")

    def _digest(self, use: str, text: str) -> bytes:
        return hashlib.blake2b(f"{use}\0{text}".encode(), key=self._key, digest_size=16).digest()


def _is_number(found: PhoneNumber | None, digits: str, country: str | None) -> bool:
    return found is not None and found.national == digits and found.country == country


def deep(change: Callable[[str], str]) -> Callable[[object], object]:
    """Return the function that changes every text within lists and objects, and no name of a member."""

    def changed(value: object) -> object:
        if isinstance(value, str):
            return change(value) if value else value
        if isinstance(value, list):
            return [changed(part) for part in value]
        return {name: changed(part) for name, part in value.items()} if isinstance(value, dict) else value

    return changed
