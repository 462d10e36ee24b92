"""Mutations of valid bodies: bytes, JSON values, keys, nesting and the words of the document, all from one seed."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from tests.security.valid_bodies import Body

_STRANGE_BYTES: Final = (b"\xff", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x00", b"\xef\xbb\xbf", b"\\ud800")
_STRANGE_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1.5, -0.0, 1e308, 2**31, 2**53 + 1, 2**63, -(2**63) - 1, 2**64, 10**400),
    *("", " ", "\x00", "\ud800", "\U0001f600", "e\u0301", "'; --", "%", "\\", "first", "NaN", "null", "x" * 5000, "2024-13-01"),
    *(
        [],
        {},
        [None],
        [[]],
        [{}],
        {"": 0},
        {"and": []},
        {"or": None},
        {"eq": None},
        {"in": []},
        {"__proto__": {}},
        [1, "a", None],
    ),
)
_STRANGE_NUMBERS: Final = (
    "1e999",
    "-1e999",
    "9" * 5000,
    "-" + "9" * 5000,
    "0.0000000000000000000000000001",
    "1E400",
    "01",
    "NaN",
)
_STRANGE_WORDS: Final = (
    *("null", "{", "}", "(", ")", "[", "]", "$x", "...", "@skip(if: true)", "__typename", "#", '"', '"""', "\\u{110000}"),
    *(
        "9" * 5000,
        "-0",
        "1e999",
        "1.5",
        "true",
        '"x"',
        "{}",
        "[]",
        "[[[[]]]]",
        "fragment F on F { ...F }",
        "\ud800",
        "{a: 1, a: 2}",
    ),
)
_WORD: Final = re.compile(r"\w+|[^\w\s]|\s+")


def mutations(bodies: tuple[Body, ...], count: int, seed: int) -> Iterator[bytes]:
    """Yield the bytes that mutations make of valid bodies; the same seed gives the same ones."""
    chance = random.Random(seed)
    for number in range(count):
        body = bodies[number % len(bodies)]
        mutate = chance.choice(_MUTATIONS)
        yield mutate(body, chance)


def _flipped(body: Body, chance: random.Random) -> bytes:
    mutated = bytearray(_encoded(body))
    for _ in range(chance.choice((1, 1, 2, 8))):
        mutated[chance.randrange(len(mutated))] = chance.randrange(256)
    return bytes(mutated)


def _cut(body: Body, chance: random.Random) -> bytes:
    return _encoded(body)[: chance.randrange(len(_encoded(body)))]


def _inserted(body: Body, chance: random.Random) -> bytes:
    encoded, strange = _encoded(body), chance.choice((*_STRANGE_BYTES, chance.randbytes(3), b'"', b"{", b"]", b","))
    place = chance.randrange(len(encoded) + 1)
    return encoded[:place] + strange + encoded[place:]


def _repeated(body: Body, chance: random.Random) -> bytes:
    encoded = _encoded(body)
    start, end = sorted(chance.sample(range(len(encoded)), 2))
    return encoded[:end] + encoded[start:end] * chance.choice((1, 2, 50)) + encoded[end:]


def _other_values(body: Body, chance: random.Random) -> bytes:
    mutated = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 3))):
        holder, key = chance.choice(list(_places(mutated)) or [(mutated, "query")])
        holder[key] = copy.deepcopy(chance.choice(_STRANGE_VALUES))
    return _encoded(mutated)


def _other_numbers(body: Body, chance: random.Random) -> bytes:
    mutated = copy.deepcopy(body)
    holder, key = chance.choice(list(_places(mutated)))
    holder[key] = "\x00number\x00"
    return _encoded(mutated).replace(b'"\\u0000number\\u0000"', chance.choice(_STRANGE_NUMBERS).encode())


def _doubled_keys(body: Body, chance: random.Random) -> bytes:
    encoded = _encoded(body)
    keys = list(re.finditer(rb'"\w+": ', encoded))
    found = chance.choice(keys)
    value = _encoded(chance.choice(_STRANGE_VALUES))
    return encoded[: found.start()] + found[0] + value + b", " + encoded[found.start() :]


def _nested(body: Body, chance: random.Random) -> bytes:
    mutated = copy.deepcopy(body)
    holder, key = chance.choice(list(_places(mutated)))
    inner, holder[key] = _encoded(holder[key]), "\x00nest\x00"
    depth, (start, end) = (
        chance.choice((5, 60, 300, 2000)),
        chance.choice(((b"[", b"]"), (b'{"not": ', b"}"), (b'{"and": [', b"]}"))),
    )
    return _encoded(mutated).replace(b'"\\u0000nest\\u0000"', start * depth + inner + end * depth)


def _other_words(body: Body, chance: random.Random) -> bytes:
    words = _WORD.findall(body["query"])
    for _ in range(chance.choice((1, 1, 2, 5))):
        place = chance.randrange(len(words))
        words[place] = chance.choice((*_STRANGE_WORDS, words[chance.randrange(len(words))], words[place] * 2, ""))
    return _encoded({**body, "query": "".join(words)})


_MUTATIONS: Final[tuple[Callable[[Body, random.Random], bytes], ...]] = (
    _flipped,
    _cut,
    _inserted,
    _repeated,
    _other_values,
    _other_values,
    _other_numbers,
    _doubled_keys,
    _nested,
    _other_words,
    _other_words,
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a JSON value as its holder and its key there."""
    keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _encoded(value: Any) -> bytes:
    return json.dumps(value).encode()
