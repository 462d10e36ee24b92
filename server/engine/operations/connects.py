"""Connects: the records that input names, found with one query per relation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schema.model import ManyToOne
from server.engine.catalogue import Catalogue, Entity
from server.engine.errors import RecordError
from server.engine.plans.plan import Connect, Records
from server.engine.sql.statements import key_statement
from server.storage.statement import Steps


def resolve_connects(catalogue: Catalogue, records: Records) -> Steps[Mapping[str, list[Any]]]:
    """Return the columns of the records with every connected relation's id in its join column."""
    columns = dict(records.columns)
    for name, connects in records.connects.items():
        relation = records.entity.members[name]
        assert isinstance(relation, ManyToOne)
        target = catalogue.entities[relation.target]
        found = yield from _found(target, [connect for connect in connects if connect is not None])
        columns[relation.join_column] = [
            current if connect is None else found[tuple(connect.values.values())]
            for current, connect in zip(columns[relation.join_column], connects, strict=True)
        ]
    return columns


def _found(target: Entity, connects: list[Connect]) -> Steps[dict[tuple[Any, ...], str]]:
    if not connects:
        return {}
    columns = list(connects[0].values)
    wanted = list(dict.fromkeys(tuple(connect.values.values()) for connect in connects))
    rows = yield key_statement(target, columns, wanted, live_only=True)
    found = {row[1:]: row[0] for row in rows}
    for key in wanted:
        if key not in found:
            condition = " and ".join(f"{column} = {value}" for column, value in zip(columns, key, strict=True))
            raise RecordError(
                f"Expected 1 record to connect to {target.name}, but found 0 for {condition}",
                friendly=f"Can't connect to {target.name}. No unique record found with condition: {condition}",
            )
    return found
