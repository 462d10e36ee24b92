"""Conditions as SQL: filters and the keyset condition of a cursor, values always bound."""

from __future__ import annotations

from typing import Any, Final

from server.engine.plans.criteria import ColumnRef, Compare, Condition, Every, Negation, OrderKey, Path, Some
from server.engine.sql.operators import OPERATORS

ROOT_ALIAS: Final = "t"
_CHAIN: Final = 32


def alias(path: Path) -> str:
    """Return the name under which a statement joins the record that `path` leads to."""
    return "_".join((ROOT_ALIAS, *path))


def column_sql(ref: ColumnRef) -> str:
    """Return a column, qualified."""
    return f'"{alias(ref.path)}"."{ref.column.name}"'


class SqlConditions:
    """Turns conditions into SQL; it collects the values to bind and the joins they need, in the order of the text."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.paths: set[Path] = set()

    def sql(self, condition: Condition) -> str | None:
        """Return the SQL of a condition, or None when it restricts nothing."""
        match condition:
            case Compare():
                return self._compare(condition)
            case Every(parts):
                return _joined(" AND ", [sql for part in parts if (sql := self.sql(part)) is not None])
            case Some(parts):
                return _joined(" OR ", [self.sql(part) or "1" for part in parts])
            case Negation(part):
                inner = self.sql(part)
                return None if inner is None else f"NOT ({inner})"

    def after(self, order: tuple[OrderKey, ...], cursor: tuple[Any, ...], *, backward: bool) -> str:
        """Return the keyset condition: the rows that come after the cursor, or before it when `backward`.

            k1 > v1 OR (k1 = v1 AND (k2 > v2 OR (k2 = v2 AND id > v3)))        with k1 >= v1 in front for the index

        NULL has its place too: behind every value or before it, as its key orders.
        """
        first, value = order[0], cursor[0]
        prefix = ""
        if len(order) > 1 and value is not None and not first.nullable and not first.ref.column.options:
            self.values.append(value)
            prefix = f"{column_sql(first.ref)} {'>=' if first.descending == backward else '<='} ? AND "
        return prefix + self._after(order, cursor, 0, backward)

    def _after(self, order: tuple[OrderKey, ...], cursor: tuple[Any, ...], index: int, backward: bool) -> str:
        key, value = order[index], cursor[index]
        self.paths.add(key.ref.path)
        beyond = self._beyond(key, value, backward)
        if index == len(order) - 1:
            return beyond or "0"
        same = self._same(key, value)
        rest = self._after(order, cursor, index + 1, backward)
        return f"({beyond} OR ({same} AND {rest}))" if beyond else f"({same} AND {rest})"

    def _beyond(self, key: OrderKey, value: Any, backward: bool) -> str | None:
        column = column_sql(key.ref)
        nulls_later = key.nulls_first == backward
        if value is None:
            return None if nulls_later else f"{column} IS NOT NULL"
        symbol = ">" if key.descending == backward else "<"
        self.values.append(order_value(key, value))
        sql = f"{order_expression(key)} {symbol} ?"
        return f"({sql} OR {column} IS NULL)" if nulls_later and key.nullable else sql

    def _same(self, key: OrderKey, value: Any) -> str:
        if value is None:
            return f"{column_sql(key.ref)} IS NULL"
        self.values.append(value)
        return f"{column_sql(key.ref)} = ?"

    def _compare(self, compare: Compare) -> str:
        self.paths.add(compare.ref.path)
        text, values = OPERATORS[compare.operator](column_sql(compare.ref), compare)
        self.values.extend(values)
        return text


def order_expression(key: OrderKey) -> str:
    """Return what a key sorts by: the column, or the position of its option."""
    column = column_sql(key.ref)
    if not key.ref.column.options:
        return column
    cases = " ".join(f"WHEN '{option}' THEN {place}" for place, option in enumerate(key.ref.column.options))
    return f"CASE {column} {cases} END"


def order_value(key: OrderKey, value: Any) -> Any:
    """Return what a stored value is compared by under this key."""
    options = key.ref.column.options
    return options.index(value) if options else value


def _joined(word: str, parts: list[str]) -> str | None:
    """Return the parts joined in halves, for databases bound the depth of an expression and a chain is as deep as long."""
    if len(parts) <= _CHAIN:
        return f"({word.join(parts)})" if len(parts) > 1 else next(iter(parts), None)
    middle = len(parts) // 2
    return f"({_joined(word, parts[:middle])}{word}{_joined(word, parts[middle:])})"
