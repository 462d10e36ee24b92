"""What the parts of a composite owe each other, once a whole row is read: amounts their currency, phones their country."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from loaders.mapping.columns import Column
from loaders.mapping.mapping import Mapping as ColumnMapping
from loaders.values.cell_error import CellError
from loaders.values.phones import completed_phone, known_region
from schema.field_types import FieldType

Parts = Mapping[str, Any]

_LEADING = {FieldType.CURRENCY: "amountMicros", FieldType.PHONES: "primaryPhoneNumber"}
"""The part at whose column a mistake is reported."""


@dataclass(frozen=True, slots=True)
class JointRule:
    """The rule of one composite field; `check` returns its parts as they are sent, or raises CellError."""

    heading: str
    field: str
    check: Callable[[Parts], Parts]


def joint_rules(mapping: ColumnMapping) -> Iterator[JointRule]:
    """Yield the rules of the composites that the mapping fills."""
    seen: set[str] = set()
    for mapped in sorted(mapping.columns, key=lambda mapped: not _leads(mapped.column)):
        column = mapped.column
        if column.composite not in _LEADING or column.reference is not None or column.field in seen:
            continue
        seen.add(column.field)
        if column.composite is FieldType.PHONES:
            check: Callable[[Parts], Parts] = partial(completed_phone, region=known_region(mapped.format.phone_region))
        else:
            check = _with_currency
        yield JointRule(mapped.heading, column.field, check)


def _leads(column: Column) -> bool:
    return column.composite in _LEADING and (column.whole or column.sub_field == _LEADING[column.composite])


def _with_currency(amount: Parts) -> Parts:
    if amount.get("amountMicros") is not None and not amount.get("currencyCode"):
        reason = "an amount needs a currency code in its Currency column"
        raise CellError("CURRENCY_INVALID", reason, "fill the Currency column, or set a constant")
    return amount
