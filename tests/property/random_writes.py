"""Random writes of every kind to companies, people, notes and the links between them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schema.naming import capitalise

Write = tuple[str, dict[str, Any]]
OBJECTS = {"company": "companies", "person": "people", "note": "notes", "noteTarget": "noteTargets"}
FIELDS = {
    "company": "id name deletedAt updatedAt position",
    "person": "id jobTitle companyId deletedAt updatedAt position",
    "note": "id title deletedAt updatedAt",
    "noteTarget": "id noteId targetCompanyId targetPersonId deletedAt updatedAt",
}
_TEXTS = {"company": "name", "person": "jobTitle", "note": "title"}
_JOINS = {
    "person": {"companyId": "company"},
    "noteTarget": {"noteId": "note", "targetCompanyId": "company", "targetPersonId": "person"},
}
_IDS = 9


@dataclass(frozen=True, slots=True)
class Writes:
    """What makes random writes: few ids, so that records meet, go and come again; some writes are refused."""

    chance: random.Random
    ids: dict[str, list[str]]

    def any(self) -> Write:
        """Return any write to any object."""
        name = self.chance.choice(list(OBJECTS))
        kinds = [self._create, self._upsert, self._upsert_by_row, self._update, self._update_many, self._rename, self._merge]
        return self.chance.choice([*kinds, self._mark, self._mark, self._mark])(name)

    def _create(self, name: str) -> Write:
        return self._created(name, "")

    def _upsert(self, name: str) -> Write:
        return self._created(name, ", upsert: true")

    def _created(self, name: str, upsert: str) -> Write:
        plural = capitalise(OBJECTS[name])
        query = f"mutation($d: [{capitalise(name)}CreateInput!]!) {{ create{plural}(data: $d{upsert}) {{ id }} }}"
        return query, {"d": [{"id": each, **self._data(name)} for each in self._some(name)]}

    def _upsert_by_row(self, name: str) -> Write:
        plural = capitalise(OBJECTS[name])
        policy = (
            f"onError: {self.chance.choice(('ABORT', 'CONTINUE'))}, dryRun: {self.chance.choice(('false', 'false', 'true'))}"
        )
        query = f"mutation($d: [{capitalise(name)}CreateInput!]!) {{ upsert{plural}(data: $d, {policy}) {{ created }} }}"
        return query, {"d": [{"id": each, **self._data(name)} for each in self._some(name)]}

    def _update(self, name: str) -> Write:
        kind = capitalise(name)
        query = f"mutation($id: UUID!, $d: {kind}UpdateInput!) {{ update{kind}(id: $id, data: $d) {{ id }} }}"
        return query, {"id": self._one(name), "d": self._data(name)}

    def _rename(self, name: str) -> Write:
        query, variables = self._update(name)
        return query, {**variables, "d": {"id": self._one(name)}}

    def _update_many(self, name: str) -> Write:
        kind, plural = capitalise(name), capitalise(OBJECTS[name])
        arguments = f"$f: {kind}FilterInput!, $d: {kind}UpdateInput!"
        query = f"mutation({arguments}) {{ update{plural}(filter: $f, data: $d) {{ id }} }}"
        return query, {"f": {"id": {"in": self._some(name)}}, "d": self._data(name)}

    def _mark(self, name: str) -> Write:
        verb = self.chance.choice(("delete", "restore", "destroy"))
        query = f"mutation($f: {capitalise(name)}FilterInput!) {{ {verb}{capitalise(OBJECTS[name])}(filter: $f) {{ id }} }}"
        return query, {"f": {"id": {"in": self._some(name)}}}

    def _merge(self, _name: str) -> Write:
        name = self.chance.choice(("company", "person"))
        first = f"mutation($ids: [UUID!]!) {{ merge{capitalise(OBJECTS[name])}(ids: $ids, conflictPriorityIndex: 0) {{ id }} }}"
        return first, {"ids": self.chance.sample(self.ids[name], 2)}

    def _data(self, name: str) -> dict[str, Any]:
        data: dict[str, Any] = {_TEXTS[name]: f"{self.chance.random()}"} if name in _TEXTS else {}
        joins = _JOINS.get(name, {})
        data |= {column: self._one(target) for column, target in joins.items() if self.chance.random() < 0.6}
        return data

    def _one(self, name: str) -> str:
        return self.chance.choice(self.ids[name])

    def _some(self, name: str) -> list[str]:
        return self.chance.sample(self.ids[name], self.chance.randint(1, 4))


def random_writes(chance: random.Random) -> Writes:
    """Return a source of writes to new records."""
    return Writes(chance, {name: [str(UUID(int=chance.getrandbits(128), version=4)) for _ in range(_IDS)] for name in OBJECTS})
