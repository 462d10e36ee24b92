"""A Ferry server that answers like Twenty 2.21: none of the additions, Twenty's limits and their words.

Whole calls fail for one bad row, and upserts answer the updated records before the new ones, as Ferry's own `createPeople`
does; what Ferry adds is taken away here, and the limits are put before it.
"""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from graphql import FieldNode, ListValueNode, OperationDefinitionNode, StringValueNode, VariableNode, parse

from tests.io.flaky_proxy import FlakyProxy, Reply, serving

_ADDED_TYPES = re.compile(r"Limits|Upsert.*|.*Upsert(Row|Result)|ConnectionSnapshot|SnapshotConsistency|ChangeKind|.*Changes?")
_ADDED_FIELDS = re.compile(r"limits|upsert[A-Z].*|.*Changes|snapshot|releaseSnapshot")


class TokenBucket:
    """So many tokens in so many seconds: full at first, refilled evenly."""

    def __init__(self, tokens: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.tokens, self.seconds = tokens, seconds
        self._clock = clock
        self._level, self._filled_at = float(tokens), clock()

    def take(self, cost: int = 1) -> bool:
        """Take so many tokens if they are there."""
        now = self._clock()
        self._level = min(self.tokens, self._level + (now - self._filled_at) * self.tokens / self.seconds)
        self._filled_at = now
        if self._level < cost:
            return False
        self._level -= cost
        return True


class TwentyLike(FlakyProxy):
    """Twenty's side of the wire before a Ferry server, with the faults of a flaky way if wanted.

    `requests` counts all, `refused` those over the rate, `largest_batch` the records of the largest call that went through.
    """

    passed_on = ("authorization", "content-type", "accept")
    passed_back = ("content-type", "date")

    def __init__(self, target: str, faults: Sequence[str], *, tokens: int, seconds: float, records: int) -> None:
        super().__init__(target, list(faults))
        self.requests = self.refused = self.largest_batch = 0
        self.tokens, self.seconds, self.records = tokens, seconds, records
        self._bucket = TokenBucket(tokens, seconds)
        self._arrivals: list[float] = []

    def busiest_window(self) -> int:
        """Return the most root fields that came within one window."""
        window: deque[float] = deque()
        most = 0
        for moment in self._arrivals:
            window.append(moment)
            while window[0] <= moment - self.seconds:
                window.popleft()
            most = max(most, len(window))
        return most

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Return Twenty's refusal, or Ferry's answer without what Twenty has not."""
        asked = json.loads(body)
        roots = _roots(asked["query"])
        refusal = self._limited(roots) or _unknown(roots) or self._too_many(roots, asked.get("variables") or {})
        if refusal is not None:
            return Reply(200, json.dumps(refusal).encode())
        answer = self.forward(path, body, headers)
        return _without_additions(answer, roots) if any(_name(root).startswith("__") for root in roots) else answer

    def _limited(self, roots: Sequence[FieldNode]) -> dict[str, Any] | None:
        with self.lock:
            self.requests += 1
            self._arrivals += [time.monotonic()] * len(roots)
            if self._bucket.take(len(roots)):
                return None
            self.refused += 1
        message = f"Limit reached ({self.tokens} tokens per {round(self.seconds * 1000)} ms)"
        return _refusal(roots, message, "LIMIT_REACHED")

    def _too_many(self, roots: Sequence[FieldNode], variables: Mapping[str, Any]) -> dict[str, Any] | None:
        size = max((_records(root, variables) for root in roots), default=0)
        if size > self.records:
            message = f"Maximum number of records to upsert is {self.records}."
            return _refusal(roots, message, "TOO_MANY_RECORDS_TO_UPDATE")
        with self.lock:
            self.largest_batch = max(self.largest_batch, size)
        return None


@contextmanager
def twenty_like(
    target: str, *faults: str, tokens: int = 100, seconds: float = 60.0, records: int = 200
) -> Iterator[TwentyLike]:
    """Run a simulated Twenty before the Ferry server at `target`."""
    with serving(TwentyLike(target, faults, tokens=tokens, seconds=seconds, records=records)) as proxy:
        assert isinstance(proxy, TwentyLike)
        yield proxy


@lru_cache(maxsize=256)
def _roots(document: str) -> tuple[FieldNode, ...]:
    operation = parse(document).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return tuple(field for field in operation.selection_set.selections if isinstance(field, FieldNode))


def _unknown(roots: Sequence[FieldNode]) -> dict[str, Any] | None:
    """Refuse what Twenty has not: root fields, and the snapshots of connections."""
    for root in roots:
        inner = root.selection_set.selections if root.selection_set else ()
        named = [_name(root), *(_name(field) for field in inner if isinstance(field, FieldNode))]
        named += [argument.name.value for argument in root.arguments or ()]
        for name in named:
            if _ADDED_FIELDS.fullmatch(name):
                return {"errors": [{"message": f'Cannot query field "{name}" on type "Query".'}]}
    return None


def _records(root: FieldNode, variables: Mapping[str, Any]) -> int:
    for argument in root.arguments or ():
        if argument.name.value == "data":
            given = argument.value
            if isinstance(given, VariableNode):
                data = variables.get(given.name.value)
                return len(data) if isinstance(data, list) else 1
            return len(given.values) if isinstance(given, ListValueNode) else 1
    return 0


def _refusal(roots: Sequence[FieldNode], message: str, sub_code: str) -> dict[str, Any]:
    extensions = {"code": "BAD_USER_INPUT", "subCode": sub_code, "userFriendlyMessage": "An error occurred."}
    return {"data": dict.fromkeys(map(_key, roots)), "errors": [{"message": message, "extensions": extensions}]}


def _without_additions(answer: Reply, roots: Sequence[FieldNode]) -> Reply:
    content = json.loads(answer.body)
    for root in roots:
        asked = [argument.value.value for argument in root.arguments or () if isinstance(argument.value, StringValueNode)]
        if _name(root) == "__type" and any(map(_ADDED_TYPES.fullmatch, asked)):
            content["data"][_key(root)] = None
    return Reply(answer.status, json.dumps(_redacted(content)).encode(), answer.headers)


def _redacted(value: Any) -> Any:
    """Return the value without members whose names are additions."""
    if isinstance(value, dict):
        return {key: _redacted(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_redacted(member) for member in value if not (isinstance(member, dict) and _is_added(member))]
    return value


def _is_added(member: Mapping[str, Any]) -> bool:
    name = str(member.get("name", ""))
    return bool(_ADDED_TYPES.fullmatch(name) or _ADDED_FIELDS.fullmatch(name))


def _name(field: FieldNode) -> str:
    return field.name.value


def _key(field: FieldNode) -> str:
    return field.alias.value if field.alias else field.name.value
