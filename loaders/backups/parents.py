"""The related records that records name: where no snapshot makes them fit together, those missed are fetched once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schema.model import ObjectMetadata


class Parents:
    """Remembers on disk which records there are and which are named; the file behind it vanishes with the process."""

    def __init__(self, objects: Sequence[ObjectMetadata]) -> None:
        names = {obj.name_singular for obj in objects}
        self._relations = {
            obj.name_singular: [(relation.join_column, relation.target) for relation in obj.parents if relation.target in names]
            for obj in objects
        }
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE there (object TEXT, id TEXT, PRIMARY KEY (object, id)) WITHOUT ROWID")
        self._database.execute(
            "CREATE TABLE named (object TEXT, id TEXT, relation TEXT, number INTEGER DEFAULT 1, "
            "PRIMARY KEY (object, id, relation)) WITHOUT ROWID"
        )
        self._database.execute("CREATE TABLE asked (object TEXT, id TEXT, PRIMARY KEY (object, id)) WITHOUT ROWID")

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def add(self, object_name: str, records: Iterable[Mapping[str, Any]]) -> None:
        """Remember records and what they name."""
        relations = self._relations[object_name]
        there, named = [], []
        for record in records:
            there.append((object_name, record["id"]))
            for column, target in relations:
                if record.get(column):
                    named.append((target, record[column], f"{object_name}.{column}"))
        with self._database:
            self._database.execute("BEGIN")
            self._database.executemany("INSERT OR IGNORE INTO there VALUES (?, ?)", there)
            self._database.executemany(
                "INSERT INTO named (object, id, relation) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET number = number + 1", named
            )

    def missing(self, object_name: str) -> list[str]:
        """Return the ids that are named, not there, and were not returned before."""
        found = self._database.execute(
            "INSERT INTO asked SELECT DISTINCT object, id FROM named WHERE object = ? "
            "AND NOT EXISTS (SELECT 1 FROM there WHERE there.object = named.object AND there.id = named.id) "
            "AND NOT EXISTS (SELECT 1 FROM asked WHERE asked.object = named.object AND asked.id = named.id) RETURNING id",
            (object_name,),
        )
        return [row[0] for row in found.fetchall()]

    def never_found(self) -> dict[str, int]:
        """Return, by relation, how many records name one that is nowhere."""
        rows = self._database.execute(
            "SELECT relation, sum(number) FROM named WHERE NOT EXISTS "
            "(SELECT 1 FROM there WHERE there.object = named.object AND there.id = named.id) "
            "GROUP BY relation ORDER BY relation"
        )
        return dict(rows.fetchall())
