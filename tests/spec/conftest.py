"""One server for all tests of groupBy: they only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.rockets import load_rockets


@pytest.fixture(scope="session")
def rockets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve a few rockets, their makers, and notes about these."""
    with serving_in_process(tmp_path_factory.mktemp("groups") / "ferry.sqlite", MODEL) as api:
        load_rockets(api)
        yield api
