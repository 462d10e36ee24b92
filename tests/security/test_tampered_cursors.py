"""A cursor somebody changed opens nothing that its list does not hold."""

from __future__ import annotations

import base64
import json
import random
from typing import Any, Final

from tests.security.line import Line

SEED: Final = 20_260_106
COUNT: Final = 1_000
STRANGE: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    2**70,
    1e308,
    "",
    "x",
    "\x00",
    "' OR 1=1 --",
    [],
    {},
    [[1]],
    {"name": "Hidden"},
)
PAGE: Final = """
query($after: String, $before: String) {
  companies(
    filter: {name: {startsWith: "Open"}}, orderBy: [{employees: AscNullsLast}], first: 5, after: $after, before: $before
  ) { edges { node { name } cursor } } }"""
CREATE: Final = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"


def tampered(cursor: str, chance: random.Random) -> str:
    """Return the cursor with other bytes, cut, or with other values inside."""
    way = chance.randrange(5)
    if way == 0:
        place = chance.randrange(len(cursor))
        return cursor[:place] + chance.choice("ABCxyz019+/=-_ \x00é") + cursor[place + chance.randrange(2) :]
    if way == 1:
        return cursor[: chance.randrange(len(cursor))]
    if way == 2:
        return base64.b64encode(chance.randbytes(chance.randrange(40))).decode()
    content: dict[str, Any] = json.loads(base64.b64decode(cursor))
    key = chance.choice([*content, "nope", "name"])
    if way == 3:
        content.pop(key, None)
    else:
        content[key] = chance.choice(STRANGE)
    return base64.b64encode(json.dumps(content).encode()).decode()


def test_tampered_cursors(line: Line) -> None:
    """A thousand of them are refused as bad input or page through the same records: none hidden by the filter, no 5xx."""
    rows = [
        {"name": f"{word} {number}", "employees": number % 4 or None} for word in ("Open", "Hidden") for number in range(12)
    ]
    line.ask(CREATE, data=rows)
    cursors = [edge["cursor"] for edge in line.ask(PAGE)["data"]["companies"]["edges"]]
    chance = random.Random(SEED)
    strange: list[tuple[str, set[str]]] = []
    outside: set[str] = set()
    for number in range(COUNT):
        cursor = tampered(chance.choice(cursors), chance)
        answer = line.ask(PAGE, **{"after" if number % 2 else "before": cursor})
        codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
        edges = (answer["data"]["companies"] or {"edges": []})["edges"]
        outside |= {edge["node"]["name"] for edge in edges if not edge["node"]["name"].startswith("Open")}
        if codes - {"BAD_USER_INPUT"}:
            strange.append((cursor, codes))

    assert ([], set()) == (strange[:5], outside), f"seed {SEED}"
