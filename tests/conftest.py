"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name cases of bytes by their place: packed files hold the second they were made in, and workers must agree on names."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session", autouse=True)
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the runs of the tests out of the home of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FERRY_RUNS", str(tmp_path_factory.mktemp("runs")))
        yield
