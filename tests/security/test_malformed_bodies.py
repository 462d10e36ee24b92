"""Two thousand broken requests do no harm."""

from __future__ import annotations

import json
import os
from typing import Final

import pytest

from tests.security.line import Line
from tests.security.mutated_bodies import mutations
from tests.security.valid_bodies import METADATA_BODIES, RECORD_BODIES, Body

SEED: Final = 20_260_105
COUNT: Final = int(os.environ.get("FERRY_MUTATED_BODIES", "2000"))
BODIES = pytest.mark.parametrize(("path", "bodies"), [("/graphql", RECORD_BODIES), ("/metadata", METADATA_BODIES)])


@BODIES
def test_the_bodies_are_valid_before(line: Line, path: str, bodies: tuple[Body, ...]) -> None:
    """The bodies the mutations start from succeed, but for the records that some of them miss."""
    answered = [(body, *line.send(path, json.dumps(body).encode())) for body in bodies]

    assert [] == [(body, codes) for body, status, codes in answered if status != 200 or codes - {"NOT_FOUND"}]


@BODIES
def test_mutated_bodies(line: Line, path: str, bodies: tuple[Body, ...]) -> None:
    """None of the bodies a seed makes of valid ones gets a 5xx or an internal error, or ends the connection."""
    harmful = []
    for mutated in mutations(bodies, COUNT * len(bodies) // len(RECORD_BODIES), SEED):
        status, codes = line.send(path, mutated)
        if status >= 500 or "INTERNAL_SERVER_ERROR" in codes:
            harmful.append((status, mutated))

    assert [] == harmful[:5], f"{len(harmful)} with the seed {SEED}"
