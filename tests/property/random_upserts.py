"""Random rows and options of bulk upserts, from so few values that rows meet each other and what is stored."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.property.plain_upserts import KEYS, Options

IDS = tuple(f"f0000000-0000-4000-8000-00000000000{number}" for number in range(4))
LIVE, DELETED, MISSING = (f"f1000000-0000-4000-8000-00000000000{number}" for number in range(3))
SERIALS = ("s0", "s1", "s2")
GONE = "2020-01-01T00:00:00.000Z"


def _connect(where: dict[str, str]) -> dict[str, Any]:
    return {"connect": {"where": where}}


_CONTACTS: list[Any] = [
    *({"primaryEmail": address} for address in ("a@x.example", "A@x.example", "b@x.example", "", None)),
    {"primaryEmail": "b@x.example", "additionalEmails": ["c@x.example"]},
    {"additionalEmails": []},
    None,
]
_GOOD: dict[str, list[Any]] = {
    "id": list(IDS),
    "serial": [*SERIALS, "", None],
    "contact": _CONTACTS,
    "row": [1, 2, None],
    "seat": [1, 2, None],
    "name": ["n0", "n1", "", None],
    "mass": [1, 2.5, None],
    "builder": [{"firstName": "Ann"}, {"lastName": "B"}, {"firstName": "", "lastName": "C"}, {}, None],
    "makerId": [LIVE, DELETED, None],
    "maker": [_connect({"id": LIVE})],
    "parentId": [*IDS, None],
    "parent": [_connect({"serial": serial}) for serial in SERIALS],
    "deletedAt": [GONE, None],
}
_BAD: dict[str, list[Any]] = {
    "mass": ["x"],
    "nope": [1],
    "kind": [None],
    "contact": [{"primaryEmail": "bad"}],
    "makerId": [MISSING],
    "maker": [None, _connect({"id": DELETED})],
    "parentId": [MISSING],
}
_OFTEN = ("id", "serial", "contact", "row", "seat", "row", "seat", "name")
_GOOD_VALUE = {key: st.sampled_from(values) for key, values in _GOOD.items()}
_BAD_VALUE = {key: st.sampled_from(values) for key, values in _BAD.items()}


@st.composite
def _rows(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.lists(st.sampled_from((*_GOOD, *_OFTEN)), max_size=6, unique=True))
    row = {key: draw(_GOOD_VALUE[key]) for key in chosen}
    if draw(st.integers(0, 9)) < 9:
        row["kind"] = draw(st.sampled_from(["SMALL", "BIG"]))
    if draw(st.integers(0, 9)) == 9:
        bad = draw(st.sampled_from(sorted(_BAD)))
        row[bad] = draw(_BAD_VALUE[bad])
    return row


ROWS = st.lists(_rows(), min_size=1, max_size=7)
STORED = st.lists(_rows(), min_size=2, max_size=6)
OPTIONS = st.builds(
    Options,
    match=st.one_of(st.just(tuple(KEYS)), st.lists(st.sampled_from(tuple(KEYS)), unique=True).map(tuple)),
    on_conflict=st.sampled_from(["UPDATE", "UPDATE", "UPDATE", "SKIP", "ERROR"]),
    restore_deleted=st.booleans(),
    on_error=st.sampled_from(["CONTINUE", "CONTINUE", "ABORT"]),
    dry_run=st.sampled_from([False, False, False, True]),
)
