"""Connects: the records that input names, found with one query per relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import RecordError
from server.engine.plans.plan import Connect, Records
from server.engine.sql.statements import key_statement
from server.storage.statement import Steps

Named = tuple[tuple[str, ...], tuple[Any, ...]]
"""The unique columns and the values in them that name a record."""


def resolve_connects(catalogue: Catalogue, records: Records) -> Steps[Mapping[str, list[Any]]]:
    """Return the columns of the records with every connected relation's id in its join column."""
    columns = dict(records.columns)
    for name, connects in records.connects.items():
        relation = records.entity.members[name]
        assert isinstance(relation, ManyToOne)
        target = catalogue.entities[relation.target]
        found = yield from find_connected(target, connects)
        column = columns[relation.join_column] = list(columns[relation.join_column])
        for row, connect in enumerate(connects):
            if connect is not None:
                record = found.get(named(connect))
                if record is None:
                    raise not_connected(target, connect)
                column[row] = record
    return columns


def find_connected(target: Entity, connects: Iterable[Connect | None]) -> Steps[dict[Named, str]]:
    """Return the live records that are named, with one query for each set of columns that name them."""
    wanted: dict[tuple[str, ...], dict[tuple[Any, ...], None]] = {}
    for connect in connects:
        if connect is not None:
            wanted.setdefault(tuple(connect.values), {})[tuple(connect.values.values())] = None
    found: dict[Named, str] = {}
    for columns, keys in wanted.items():
        rows = yield key_statement(target, columns, list(keys), live_only=True)
        found |= {(columns, row[1:]): row[0] for row in rows}
    return found


def named(connect: Connect) -> Named:
    """Return the columns and the values by which a record is to be found."""
    return tuple(connect.values), tuple(connect.values.values())


def not_connected(target: Entity, connect: Connect) -> RecordError:
    """Refuse to connect to a record that does not exist or is deleted."""
    condition = " and ".join(f"{column} = {value}" for column, value in connect.values.items())
    return RecordError(
        f"Expected 1 record to connect to {target.name}, but found 0 for {condition}",
        friendly=f"Can't connect to {target.name}. No unique record found with condition: {condition}",
    )
