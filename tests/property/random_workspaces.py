"""Random companies, people, opportunities and tasks with many ties and gaps, loaded through the API."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from schema.absent import ABSENT
from schema.data_model import DataModel
from schema.model import ObjectMetadata
from schema.naming import capitalise
from schema.standard import standard_model
from tests.processes import Api
from tests.property.plain_filters import Workspace
from tests.property.plain_records import plain_record
from tests.property.plain_values import FREE

TEXTS = (
    *("", "Alpha", "alpha", "ALPHA", "Alpha Beta", "beta", "Delta", "Gamma", "a", "Z", "z", "0", "10", "2"),
    *(
        "\u00c9t\u00e9",
        "\u00e9t\u00e9",
        "\u00c9T\u00c9",
        "ete",
        "Ete",
        "R\u00e9union",
        "Z\u00fcrich",
        "Z\u00dcRICH",
        "\u00f1and\u00fa",
        "\u00d1and\u00fa",
    ),
    *("50%", "a%b", "a_b", "axb", "50_", "[x]", "*star", "what?", "a\\b", "\\", "%", "_"),
    *("100% sure", "under_score", "underXscore", "back\\slash", "it's", 'say "hi"', " padded ", "two\nlines", "tab\there"),
    *(
        "\u042f\u0431\u043b\u043e\u043a\u043e",
        "\u044f\u0431\u043b\u043e\u043a\u043e",
        "\U0001f600 smile",
        "\uff5ewide",
        "\u65e5\u672c",
    ),
)
MOMENTS = (
    "2024-01-01T00:00:00.000Z",
    "2024-01-01T00:00:00.001Z",
    "2024-05-01",
    "2024-05-01T23:30:00-05:00",
    "1999-12-31T23:59:59Z",
)
NUMBERS = (0, 1, -1, 2, 10, 1.5, -0.25, 1_000_000, 1e15, 2**53)
MICROS = (None, 0, 1, -5, "2500000", 2_500_000, "1.5", 10**12)


@dataclass(frozen=True, slots=True)
class Dice:
    """The choices that make one random workspace, all from one seed."""

    seed: int
    chance: random.Random

    def one(self, values: tuple[Any, ...]) -> Any:
        """Return any of the values."""
        return self.chance.choice(values)

    def some(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values, each left out now and then."""
        return {key: value for key, value in values.items() if self.chance.random() < 0.8}

    def identifier(self) -> str:
        """Return a random uuid."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))


def new_dice() -> Dice:
    """Return dice of a fresh seed, or of the one in FERRY_TEST_SEED."""
    seed = int(os.environ.get("FERRY_TEST_SEED") or random.SystemRandom().getrandbits(32))
    return Dice(seed, random.Random(seed))


PLURALS = {"rocket": "rockets"} | {obj.name_singular: obj.name_plural for obj in standard_model().objects}
Ids = Mapping[str, Sequence[str]]
Rows = dict[str, list[dict[str, Any]]]


def random_workspace(dice: Dice, count: int, *, deleted: float) -> tuple[Workspace, Rows]:
    """Return so many records of each object, parents first: what is stored of them, and the raw records themselves."""
    raw: Rows = {}
    ids: dict[str, list[str]] = {}
    for name in _MAKERS:
        raw[name] = [random_record(dice, ids, name, place, deleted) for place in range(count)]
        ids[name] = [row["id"] for row in raw[name]]
    return stored_workspace(standard_model(), raw), raw


def random_record(dice: Dice, ids: Ids, name: str, place: int, deleted: float) -> dict[str, Any]:
    """Return a raw record; `place` makes its unique values unique, `deleted` is the chance that it is born deleted."""
    born_deleted = {"deletedAt": dice.one(MOMENTS)} if dice.chance.random() < deleted else {}
    times = {"createdAt": dice.one(MOMENTS), "updatedAt": dice.one(MOMENTS)}
    values = dice.some(_MAKERS[name](dice, ids, place))
    return {"id": dice.identifier(), "position": place + dice.one((0, 0.5)), **values, **times, **born_deleted}


def stored_workspace(model: DataModel, raw: Rows) -> Workspace:
    """Return what is stored of raw records."""
    return Workspace(model, {name: {row["id"]: _stored(model.by_name[name], row) for row in raw[name]} for name in raw})


def load(api: Api, raw: Rows) -> None:
    """Create the raw records through the API, 200 a call."""
    for name, rows in raw.items():
        root = f"create{capitalise(PLURALS[name])}"
        kind = f"{capitalise(name)}CreateInput"
        for start in range(0, len(rows), 200):
            api.ask(f"mutation($data: [{kind}!]!) {{ {root}(data: $data) {{ id }} }}", data=rows[start : start + 200])


def _stored(obj: ObjectMetadata, row: Mapping[str, Any]) -> dict[str, Any]:
    record = plain_record(obj, row, create=True)
    assert not record.refusals, (row, record.refusals)
    written = {column: value for column, value in record.columns.items() if value is not ABSENT and value is not FREE}
    return {**_DEFAULTS.get(obj.name_singular, {}), **written}


_DEFAULTS: Mapping[str, Mapping[str, Any]] = {"opportunity": {"stage": "NEW"}, "task": {"status": "TODO"}}


def _company(dice: Dice, _ids: Ids, place: int) -> dict[str, Any]:
    return {
        "name": dice.one(TEXTS),
        "domainName": dice.some({"primaryLinkUrl": f"https://D{place}.example/", "primaryLinkLabel": dice.one(TEXTS)}),
        "address": dice.some({"addressCity": dice.one(TEXTS), "addressLat": dice.one(NUMBERS), "addressLng": "1.25"}),
        "annualRevenue": dice.some({"amountMicros": dice.one(MICROS), "currencyCode": dice.one((None, "EUR", "USD"))}),
        "linkedinLink": {"secondaryLinks": [{"url": f"{dice.one(('a', 'b'))}.example", "label": dice.one(("x", "y"))}] * 2},
        "employees": dice.one((None, *NUMBERS)),
        "idealCustomerProfile": dice.one((None, True, False)),
        "createdBy": {"source": dice.one(("API", "IMPORT", "EMAIL"))},
    }


def _person(dice: Dice, ids: Ids, place: int) -> dict[str, Any]:
    emails = {"primaryEmail": f"Person{place}@a.example", "additionalEmails": [dice.one(("x@b.example", "Y@b.example"))]}
    return {
        "name": dice.some({"firstName": dice.one(TEXTS), "lastName": dice.one(TEXTS)}),
        "emails": dice.some(emails),
        "phones": dice.one((None, {"primaryPhoneNumber": "+33612345678"}, {"primaryPhoneNumber": "+14155552671"})),
        "jobTitle": dice.one(TEXTS),
        "companyId": dice.one((None, *ids["company"])),
    }


def _opportunity(dice: Dice, ids: Ids, _place: int) -> dict[str, Any]:
    return {
        "name": dice.one(TEXTS),
        "amount": dice.some({"amountMicros": dice.one(MICROS), "currencyCode": dice.one(("EUR", "USD"))}),
        "closeDate": dice.one((None, *MOMENTS)),
        "stage": dice.one(("NEW", "SCREENING", "MEETING", "PROPOSAL", "CUSTOMER")),
        "companyId": dice.one((None, *ids["company"])),
        "pointOfContactId": dice.one((None, *ids["person"])),
    }


def _task(dice: Dice, _ids: Ids, _place: int) -> dict[str, Any]:
    return {"title": dice.one(TEXTS), "status": dice.one((None, "TODO", "IN_PROGRESS", "DONE")), "dueAt": dice.one(MOMENTS)}


_MAKERS: Mapping[str, Callable[[Dice, Ids, int], dict[str, Any]]] = {
    "company": _company,
    "person": _person,
    "opportunity": _opportunity,
    "task": _task,
}
