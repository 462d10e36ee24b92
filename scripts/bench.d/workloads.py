"""What the bench asks of a server: reads, writes and the walk over everything, each as bodies made before the clock starts."""

from __future__ import annotations

import base64
import csv
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import data
import documents
from client import Connection, encode


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many records are loaded, and from which seed all of them are made."""

    companies: int
    people: int
    seed: int

    def of(self, kind: str) -> int:
        """Return how many records of the kind are loaded."""
        return self.companies if kind == "company" else self.people


@dataclass(frozen=True, slots=True)
class Read:
    """A read, repeated with changing variables."""

    name: str
    body: Callable[[Sizes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Write:
    """A write of many records in batches."""

    name: str
    kind: str
    upsert: bool
    batch: int
    by_row: bool = False
    """Whether Ferry is asked by its own upsert, with an outcome for each row; the ordinary server has none."""

    def batches(self, sizes: Sizes, round_number: int, new: Iterator[int], rows: int) -> list[list[data.Record]]:
        """Return the records of one round; in an upsert every other one exists already."""
        rng = random.Random(f"{self.name}{round_number}")
        known = iter(rng.sample(range(sizes.of(self.kind)), rows // 2))
        numbers = [next(known) if self.upsert and place % 2 else next(new) for place in range(rows)]
        records = list(data.records(self.kind, numbers, sizes.companies, sizes.seed + round_number + 1))
        return [records[start : start + self.batch] for start in range(0, rows, self.batch)]

    def body(self, records: Sequence[data.Record], *, own: bool) -> bytes:
        """Return the request that writes the records; `own` says that it is for Ferry."""
        if own and self.by_row:
            return encode(documents.UPSERT_ROWS[self.kind], data=records)
        document = documents.UPSERT[self.kind] if self.upsert else documents.CREATE[self.kind]
        return encode(document, data=records)


def _point(sizes: Sizes, rng: random.Random) -> bytes:
    return encode(documents.COMPANY, id=data.record_id("company", rng.randrange(sizes.companies)))


def _companies(first: int) -> Callable[[Sizes, random.Random], bytes]:
    """Ask for a page of companies created within a span of time, which holds a third more than the page, by name."""

    def body(sizes: Sizes, rng: random.Random) -> bytes:
        span = first * 4 // 3
        start = rng.randrange(max(1, sizes.companies - span))
        since, until = data.moment(start), data.moment(start + span)
        created = {"and": [{"createdAt": {"gte": since}}, {"createdAt": {"lt": until}}]}
        return encode(documents.COMPANIES, first=first, filter=created, orderBy=[{"name": "AscNullsLast"}])

    return body


def _page_after(document: str, kind: str, first: int) -> Callable[[Sizes, random.Random], bytes]:
    def body(sizes: Sizes, rng: random.Random) -> bytes:
        number = rng.randrange(max(1, sizes.of(kind) - first))
        return encode(document, first=first, after=cursor(data.record_id(kind, number)))

    return body


def cursor(record_id: str) -> str:
    """Return the cursor of a record in a list ordered by id."""
    return base64.b64encode(json.dumps({"id": record_id}, separators=(",", ":")).encode()).decode()


def _search(sizes: Sizes, rng: random.Random) -> bytes:
    """Search for the beginning of a company's first word and for its number."""
    (company,) = data.companies([rng.randrange(sizes.companies)], sizes.seed)
    first, *_, number = company["name"].split()
    return encode(documents.SEARCH, words=f"{first[:3]} {number}")


READS = (
    Read("company by id", _point),
    Read("60 companies", _companies(60)),
    Read("1,000 companies", _companies(1000)),
    Read("200 people, company", _page_after(documents.PEOPLE_WITH_COMPANY, "person", 200)),
    Read("60 companies, 10 people", _page_after(documents.COMPANIES_WITH_PEOPLE, "company", 60)),
)
OWN_READS = (
    Read("group by city", lambda _sizes, _rng: encode(documents.COMPANIES_BY_CITY)),
    Read("group by month", lambda _sizes, _rng: encode(documents.COMPANIES_BY_MONTH)),
    Read("search", _search),
)
"""What the ordinary server has not."""
_VERBS = ((False, "create"), (True, "upsert"))
WRITES = (
    *(
        Write(f"{verb} {noun} by {batch}", kind, upsert, batch)
        for kind, noun in (("company", "companies"), ("person", "people"))
        for upsert, verb in _VERBS
        for batch in (60, 200)
    ),
    *(Write(f"upsert companies by row, {batch}", "company", True, batch, by_row=True) for batch in (200, 800)),
)
WALKS = (1000, 200)


def walk(connection: Connection, target: Path, page: int, limit: int | None = None) -> int:
    """Write all people, or the first `limit`, to a CSV file, page after page by cursor, and return the number of rows."""
    written, after = 0, None
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        while limit is None or written < limit:
            people = connection.data(encode(documents.ALL_PEOPLE, first=page, after=after))["people"]
            writer.writerows(_cells(edge["node"]) for edge in people["edges"])
            written += len(people["edges"])
            if not people["pageInfo"]["hasNextPage"]:
                break
            after = people["pageInfo"]["endCursor"]
    return written


def load(connection: Connection, kind: str, sizes: Sizes) -> int:
    """Create the records of the initial load, 200 a call, and return how many."""
    records = data.loaded(kind, range(sizes.of(kind)), sizes.companies, sizes.seed)
    while batch := list(islice(records, 200)):
        connection.post(encode(documents.CREATE[kind], data=batch))
    return sizes.of(kind)


def _cells(person: dict[str, Any]) -> tuple[str | None, ...]:
    phones = person["phones"]
    return (
        person["id"],
        person["createdAt"],
        person["name"]["firstName"],
        person["name"]["lastName"],
        person["emails"]["primaryEmail"],
        person["linkedinLink"]["primaryLinkUrl"],
        person["jobTitle"],
        phones["primaryPhoneNumber"],
        phones["primaryPhoneCountryCode"],
        phones["primaryPhoneCallingCode"],
        person["avatarUrl"],
        person["companyId"],
        person["city"],
        person["xLink"]["primaryLinkUrl"],
    )
