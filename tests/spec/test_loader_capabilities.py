"""A server's published limits are used, Twenty's numbers where it publishes none."""

from __future__ import annotations

from typing import Any, cast

import pytest

from loaders.errors import UsageError
from loaders.imports.importer import ImportOptions, batch_size
from loaders.remote.capabilities import Capabilities, fetch_capabilities
from loaders.remote.client import Client
from loaders.remote.refusals import Refusal, ServerRefused


class Server:
    """A server that has `limits`, has none, or does not allow introspection."""

    def __init__(self, limits: dict[str, int] | None, *, introspection: bool = True) -> None:
        self.limits = limits
        self.introspection = introspection

    def execute(self, document: str) -> dict[str, Any]:
        """Answer the introspection of Query, or the limits."""
        if not self.introspection:
            raise ServerRefused(Refusal("GraphQL introspection is not allowed"))
        if "__type" in document:
            names = ["people", *(["limits"] if self.limits else [])]
            return {"__type": {"fields": [{"name": name} for name in names]}}
        return {"limits": self.limits}


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Server({"maxRecordsPerCreate": 500}), Capabilities(500, jobs=4, page=1000)),
        (Server(None), Capabilities(200, jobs=1, page=200)),
        (Server(None, introspection=False), Capabilities(200, jobs=1, page=200)),
    ],
)
def test_what_fits_at_once_follows_the_server(server: Server, expected: Capabilities) -> None:
    """A server with limits gets its own batch, four calls at once and large pages; any other is treated as a Twenty."""
    assert expected == fetch_capabilities(cast("Client", server))


def test_a_batch_over_the_limit_is_refused() -> None:
    """`--batch` may be smaller than the server's limit, never larger."""
    assert [200, 60] == [batch_size(ImportOptions(batch=batch), Capabilities()) for batch in (None, 60)]
    with pytest.raises(UsageError, match="--batch 201 is more than the 200 records"):
        batch_size(ImportOptions(batch=201), Capabilities())
