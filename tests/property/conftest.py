"""One server process for each file of property tests over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import Api, running_server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty database of the standard model."""
    with running_server(tmp_path_factory.mktemp("property") / "ferry.sqlite") as running:
        yield running
