"""Query: one SELECT over an object, put together from conditions, columns and the joins they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson

from schema.columns import Column
from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.plans.criteria import ColumnRef, Condition, OrderKey, Page, Path
from server.engine.sql.conditions import ROOT_ALIAS, SqlConditions, alias, column_sql, order_expression

ROOT: Final = f'"{ROOT_ALIAS}"'
IDS: Final = "(SELECT value FROM json_each(?))"


def json_text(values: Sequence[Any]) -> str:
    """Return a list to bind as one value."""
    return orjson.dumps(values).decode()


class Query:
    """One SELECT over an entity: it gathers conditions, their values, and the joins that columns reach over."""

    def __init__(self, catalogue: Catalogue, entity: Entity) -> None:
        self._catalogue, self._entity = catalogue, entity
        self._conditions = SqlConditions()
        self._where: list[str] = []

    @property
    def values(self) -> list[Any]:
        """The values to bind, in the order of the text."""
        return self._conditions.values

    def column(self, ref: ColumnRef) -> str:
        """Return a column, and join what it reaches over."""
        self._conditions.paths.add(ref.path)
        return column_sql(ref)

    def among(self, column: Column, values: Sequence[str]) -> None:
        """Ask for the records that hold one of these values in a column."""
        self.values.append(json_text(values))
        self._where.append(f'{ROOT}."{column.name}" IN {IDS}')

    def where(self, condition: Condition, *, with_deleted: bool) -> None:
        """Ask for the records that match; without `with_deleted` for live ones only."""
        sql = self._conditions.sql(condition)
        if sql is not None:
            self._where.append(sql)
        if not with_deleted:
            self._where.append(f'{ROOT}."deletedAt" IS NULL')

    def after(self, page: Page) -> None:
        """Ask for the records beyond the cursor of the page, if it has one."""
        if page.cursor is not None:
            self._where.append(self._conditions.after(page.order, page.cursor, backward=page.backward))

    def beyond(self, columns: Sequence[str], values: Sequence[Any]) -> None:
        """Ask for the records whose columns lie beyond these values, compared as a row."""
        self.values.extend(values)
        self._where.append(f"({', '.join(columns)}) > ({', '.join('?' * len(values))})")

    def order(self, page: Page) -> str:
        """Return the terms of ORDER BY for the page."""
        for key in page.order:
            self._conditions.paths.add(key.ref.path)
        return ", ".join(order_term(key, order_expression(key), page.backward) for key in page.order)

    def select(self, columns: Sequence[str], *, picked: str | None = None) -> str:
        """Return the SELECT; what it needs must have been asked for before.

        `picked` is a SELECT of ids: only its records are read, each beside its row, which is called p.
        """
        root = f'"{self._entity.table}" AS {ROOT}'
        if picked is not None:
            root = f'({picked}) AS p CROSS JOIN {root} ON {ROOT}."id" = p."id"'
        where = f" WHERE {' AND '.join(self._where)}" if self._where else ""
        return f"SELECT {', '.join(columns)} FROM {root}{self._joins()}{where}"

    def _joins(self) -> str:
        paths = {path[:end] for path in self._conditions.paths for end in range(1, len(path) + 1)}
        return "".join(self._join(path) for path in sorted(paths, key=lambda path: (len(path), path)))

    def _join(self, path: Path) -> str:
        entity = self._entity
        for name in path:
            relation = entity.members[name]
            assert isinstance(relation, ManyToOne)
            entity = self._catalogue.entities[relation.target]
        here, there = alias(path[:-1]), alias(path)
        return (
            f' LEFT JOIN "{entity.table}" AS "{there}" ON "{there}"."id" = "{here}"."{path[-1]}Id" '
            f'AND "{there}"."deletedAt" IS NULL'
        )


def order_term(key: OrderKey, value: str, backward: bool = False) -> str:
    """Return the term of ORDER BY for a key whose value is told by `value`."""
    words = direction(key.descending != backward, key.nulls_first != backward)
    return f"{value} {words}" if key.nullable else f"{value} {words.partition(' ')[0]}"


def direction(descending: bool, nulls_first: bool) -> str:
    """Return how a term of ORDER BY sorts, with the place of NULL."""
    return f"{'DESC' if descending else 'ASC'} NULLS {'FIRST' if nulls_first else 'LAST'}"
