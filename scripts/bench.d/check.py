"""The check before the clock starts: both servers answer with the same content and store the same records."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import data
import documents
import orjson
from client import encode
from contest import Contestant
from workloads import READS, Sizes

_TRIES = 3
_WRITTEN = 5


class AnswersDiffer(Exception):
    """Two contestants answer the same request differently."""


def check_answers(contestants: Sequence[Contestant], sizes: Sizes) -> None:
    """Compare every read, and the records after creating and upserting some, with the first contestant's."""
    for read in READS:
        for seed in range(_TRIES):
            _compare(read.name, contestants, read.body(sizes, random.Random(seed)))
    _compare("all people", contestants, encode(documents.ALL_PEOPLE, first=1000, after=None))


def check_writes(contestants: Sequence[Contestant], sizes: Sizes) -> None:
    """Create records on every contestant, upsert them with changes, and compare what is stored each time."""
    for kind in ("company", "person"):
        numbers = range(sizes.of(kind), sizes.of(kind) + _WRITTEN)
        fixed = [{"id": data.record_id(kind, number), "createdAt": data.moment(number)} for number in numbers]
        whole = encode(documents.WHOLE[kind], ids=[known["id"] for known in fixed])
        for document, seed in ((documents.CREATE[kind], 1), (documents.UPSERT[kind], 2)):
            records = data.records(kind, numbers, sizes.companies, sizes.seed + seed)
            given = [{**known, **record} for known, record in zip(fixed, records, strict=True)]
            _compare(f"write of {kind}", contestants, encode(document, data=given))
            _compare(f"stored {kind}", contestants, whole)


def _compare(name: str, contestants: Sequence[Contestant], body: bytes) -> None:
    first, *others = (orjson.loads(contestant.connection.post(body)) for contestant in contestants)
    for contestant, answer in zip(contestants[1:], others, strict=True):
        for path, expected, actual in differences(first, answer):
            raise AnswersDiffer(f"{name}: {path}: {contestants[0].name} {expected!r}, {contestant.name} {actual!r}")


def differences(expected: Any, actual: Any, path: str = "$") -> Iterator[tuple[str, Any, Any]]:
    """Yield every place where two JSON values differ; the order of keys and 1 against 1.0 are no difference."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key in expected.keys() | actual.keys():
            yield from differences(expected.get(key), actual.get(key), f"{path}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for place, pair in enumerate(zip(expected, actual, strict=True)):
            yield from differences(*pair, f"{path}[{place}]")
    elif expected != actual:
        yield path, expected, actual
