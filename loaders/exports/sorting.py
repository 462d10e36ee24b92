"""Records in an order of their own, in constant memory: laid down in a temporary database and read back sorted."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import Any

import orjson

from loaders.exports.ordering import path_of
from loaders.remote.pages import Page, Request
from schema.model import Field, ManyToOne, ObjectMetadata

_DIRECTIONS = {
    "AscNullsFirst": "ASC NULLS FIRST",
    "AscNullsLast": "ASC NULLS LAST",
    "DescNullsFirst": "DESC NULLS FIRST",
    "DescNullsLast": "DESC NULLS LAST",
}


class RecordStore:
    """Records on disk, each with its keys; the database is a temporary file that the system removes with the process."""

    def __init__(self, keys: int) -> None:
        names = [f"k{number}" for number in range(keys)]
        self._keys = names
        # An empty name is a temporary database: it spills to disk and is gone when it is closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute(f"CREATE TABLE records ({', '.join(names)}, body BLOB)")
        self._database.execute("BEGIN")
        self._insert = f"INSERT INTO records VALUES ({', '.join('?' * (keys + 1))})"  # noqa: S608 - names are our own

    def add(self, records: Iterable[tuple[Sequence[Any], Mapping[str, Any]]]) -> None:
        """Lay down records with their keys."""
        self._database.executemany(self._insert, ((*keys, orjson.dumps(record)) for keys, record in records))

    def read(self, directions: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
        """Yield keys and records in the order of the keys, equal ones as they came."""
        order = [*(f"{key} {way}" for key, way in zip(self._keys, directions, strict=True)), "rowid"]
        names = ", ".join([*self._keys, "body"])
        select = f"SELECT {names} FROM records ORDER BY {', '.join(order)}"  # noqa: S608 - names are our own
        for *keys, body in self._database.execute(select):
            yield tuple(keys), orjson.loads(body)

    def close(self) -> None:
        """Remove the database."""
        self._database.close()


def sorted_records(
    obj: ObjectMetadata, pages: Iterable[Page], order: Sequence[dict[str, Any]], request: Request
) -> Iterator[Page]:
    """Read all pages, then yield their records in the wanted order, as many as wanted, in pages of the same size."""
    paths = [path_of(key) for key in order]
    ranks = [_ranks(obj, path) for path, _ in paths]
    with closing(RecordStore(len(paths))) as store:
        total: int | None = None
        for page in pages:
            total = page.total if total is None else total
            store.add((_keys(edge["node"], paths, ranks), edge["node"]) for edge in page.edges)
        records = store.read([_DIRECTIONS[direction] for _, direction in paths])
        wanted = islice(records, sys.maxsize if request.limit is None else request.limit)
        while edges := [{"node": record} for _, record in islice(wanted, request.page)]:
            yield Page(edges, total)
            total = None
        if total is not None:
            yield Page([], total)


def _keys(
    record: Mapping[str, Any], paths: Sequence[tuple[tuple[str, ...], str]], ranks: Sequence[dict[str, int]]
) -> list[Any]:
    return [_key(record, path, rank) for (path, _), rank in zip(paths, ranks, strict=True)]


def _key(record: Mapping[str, Any], path: Sequence[str], rank: dict[str, int]) -> Any:
    """Return the value at the path as a database compares it: an empty text is no value, an option is its place."""
    value: Any = record
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value in (None, "", []):
        return None
    if rank:
        return rank.get(value, len(rank)) if isinstance(value, str) else None
    return orjson.dumps(value).decode() if isinstance(value, (dict, list)) else value


def _ranks(obj: ObjectMetadata, path: Sequence[str]) -> dict[str, int]:
    member = obj.by_name.get(path[0])
    if isinstance(member, ManyToOne) or not isinstance(member, Field) or len(path) > 1:
        return {}
    return {option.value: number for number, option in enumerate(member.options)}
