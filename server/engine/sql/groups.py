"""Groups as SQL: one statement for the groups, another for the records of all of them.

Both name a group by one text, its key: the values of its dimensions as SQL writes them, so that NULL equals NULL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from server.engine.catalogue import Catalogue
from server.engine.plans.entries import Aggregate
from server.engine.plans.grouping import Dimension, GroupBy, GroupKey
from server.engine.sql.aggregates import aggregate_sql
from server.engine.sql.conditions import order_expression
from server.engine.sql.periods import dimension_sql, place_sql
from server.engine.sql.query import IDS, ROOT, Query, direction, json_text, order_term
from server.engine.sql.statements import page_columns
from server.storage.statement import Statement

_Names = Mapping[Dimension | Aggregate | None, str]
"""The names of the columns of groups, by what they hold."""


def groups_statement(catalogue: Catalogue, plan: GroupBy) -> Statement:
    """Return of every group its key, the values of its dimensions, its count and the aggregates of the shape."""
    query = Query(catalogue, plan.shape.record.entity)
    ordering = (key.by for key in plan.order if isinstance(key.by, Aggregate))
    aggregates = {each: f"a{place}" for place, each in enumerate(dict.fromkeys((*plan.shape.aggregates, *ordering)))}
    dimensions = [f"d{place}" for place in range(len(plan.dimensions))]
    columns = [f"{value} AS {name}" for value, name in zip(_values(query, plan), dimensions, strict=True)]
    columns += ["count(*) AS n", *(f"{aggregate_sql(each)} AS {name}" for each, name in aggregates.items())]
    query.where(plan.page.condition, with_deleted=plan.page.with_deleted)
    groups = query.select(columns)
    if dimensions:
        groups += f" GROUP BY {', '.join(str(place) for place in range(1, len(dimensions) + 1))}"
    names: _Names = dict([(None, "n"), *aggregates.items(), *zip(plan.dimensions, dimensions, strict=True)])
    order = f" ORDER BY {', '.join(_order_term(key, names) for key in plan.order)}" if plan.order else ""
    wanted = [_key(dimensions), *dimensions, "n", *(aggregates[each] for each in plan.shape.aggregates)]
    return Statement(f"SELECT {', '.join(wanted)} FROM ({groups}){order} LIMIT ?", (*query.values, plan.limit))


def group_records_statement(catalogue: Catalogue, plan: GroupBy, keys: Sequence[str]) -> Statement:
    """Return, for every group, its page of records and one more, in order; the group's key stands in front.

    Only keys, ids and what is ordered by are sorted; the rest is read of the records that are picked.
    """
    page, entity = plan.page, plan.shape.record.entity
    query, records = Query(catalogue, entity), Query(catalogue, entity)
    ordered = {f"o{place}": key for place, key in enumerate(page.order)}
    for key in page.order:
        query.column(key.ref)
    places = [f"{order_expression(key)} AS {name}" for name, key in ordered.items()]
    key_of_group = _key(_values(query, plan))
    query.where(page.condition, with_deleted=page.with_deleted)
    grouped = query.select([f"{key_of_group} AS g", f'{ROOT}."id"', *places])
    terms = ", ".join(order_term(key, name) for name, key in ordered.items())
    ranked = f'SELECT g, "id", row_number() OVER (PARTITION BY g ORDER BY {terms}) AS n FROM grouped WHERE g IN {IDS}'
    picked = f"WITH grouped AS MATERIALIZED ({grouped}) SELECT * FROM ({ranked}) WHERE n > ? AND n <= ?"
    columns = [records.column(ref) for ref in page_columns(plan.shape.record, page.order)]
    sql = f"{records.select(['p.g', *columns], picked=picked)} ORDER BY p.g, p.n"
    return Statement(sql, (*query.values, json_text(keys), page.offset, page.offset + page.limit + 1))


def _values(query: Query, plan: GroupBy) -> list[str]:
    for dimension in plan.dimensions:
        query.column(dimension.ref)
    return [dimension_sql(dimension) for dimension in plan.dimensions]


def _key(values: Iterable[str]) -> str:
    return " || ',' || ".join(f"quote({value})" for value in values) or "''"


def _order_term(key: GroupKey, names: _Names) -> str:
    value = names[key.by]
    if isinstance(key.by, Dimension):
        value = place_sql(key.by.period, value)
    return f"{value} {direction(key.descending, key.nulls_first)}"
