"""A running server as a client sees it: an address and a key, and beside them a connection of the tests' own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Workspace:
    """An address, a key to it and an open connection."""

    address: str
    key: str
    client: httpx.Client

    @property
    def endpoint(self) -> str:
        """Where the record API answers."""
        return f"{self.address}/graphql"

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a document that must succeed."""
        answer = self.client.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def company_names(self) -> list[str]:
        """Return the names of all companies, in one page."""
        query = "{ companies(first: 1000, orderBy: [{name: AscNullsLast}]) { edges { node { name } } } }"
        return [edge["node"]["name"] for edge in self.ask(query)["companies"]["edges"]]
