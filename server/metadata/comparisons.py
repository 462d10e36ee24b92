"""The comparisons of metadata filters."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import strawberry
from strawberry import UNSET

from server.metadata.scalars import UUID


@strawberry.input
class BooleanFieldComparison:
    """What a flag is compared with."""

    is_: bool | None = strawberry.field(name="is", default=UNSET)
    is_not: bool | None = UNSET


@strawberry.input(name="UUIDFilterComparison")
class UUIDFilterComparison:
    """What an id is compared with."""

    is_: bool | None = strawberry.field(name="is", default=UNSET)
    is_not: bool | None = UNSET
    eq: UUID | None = UNSET
    neq: UUID | None = UNSET
    gt: UUID | None = UNSET
    gte: UUID | None = UNSET
    lt: UUID | None = UNSET
    lte: UUID | None = UNSET
    like: UUID | None = UNSET
    not_like: UUID | None = UNSET
    i_like: UUID | None = UNSET
    not_i_like: UUID | None = UNSET
    in_: list[UUID] | None = strawberry.field(name="in", default=UNSET)
    not_in: list[UUID] | None = UNSET


Comparison = BooleanFieldComparison | UUIDFilterComparison

# The scalar admits whole ids in lower case only, so a pattern is an id and case never differs.
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "eq": operator.eq,
        "neq": operator.ne,
        "gt": operator.gt,
        "gte": operator.ge,
        "lt": operator.lt,
        "lte": operator.le,
        "like": operator.eq,
        "not_like": operator.ne,
        "i_like": operator.eq,
        "not_i_like": operator.ne,
        "in_": lambda value, operands: value in operands,
        "not_in": lambda value, operands: value not in operands,
    }
)


def accepts(comparison: Comparison, value: str | bool | None) -> bool:
    """Return whether the value meets the comparison: one of its operators is enough, none given admits every value."""
    verdicts = list(_verdicts(comparison, value))
    return any(verdicts) or not verdicts


def _verdicts(comparison: Comparison, value: str | bool | None) -> Iterator[bool]:
    for field in fields(comparison):
        operand = getattr(comparison, field.name)
        if operand is UNSET:
            continue
        if field.name == "is_":
            yield value is operand
        elif field.name == "is_not":
            yield value is not operand
        else:
            yield operand is not None and _OPERATORS[field.name](value, operand)
