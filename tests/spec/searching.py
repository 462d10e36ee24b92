"""Short ways to create records and to search for them."""

from __future__ import annotations

from typing import Any

from tests.processes import Api
from tests.spec.checking import MODEL

_SINGULARS = {obj.name_plural: obj.name_singular for obj in MODEL.objects}
_SEARCH = """
query(
  $text: String!, $limit: Int!, $after: String, $filter: ObjectRecordFilterInput, $included: [String!], $excluded: [String!]
) {
  search(
    searchInput: $text, limit: $limit, after: $after, filter: $filter,
    includedObjectNameSingulars: $included, excludedObjectNameSingulars: $excluded
  ) {
    edges { cursor node { recordId objectNameSingular objectLabelSingular label imageUrl tsRankCD tsRank } }
    pageInfo { endCursor hasNextPage }
  }
}"""


def create(api: Api, plural: str, *records: dict[str, Any]) -> list[str]:
    """Create records and return their ids."""
    singular, name = (f"{word[:1].upper()}{word[1:]}" for word in (_SINGULARS[plural], plural))
    query = f"mutation($data: [{singular}CreateInput!]!) {{ create{name}(data: $data) {{ id }} }}"
    answer = api.ask(query, data=list(records))
    return [record["id"] for record in answer[f"create{name}"]]


def send_search(api: Api, text: str, *, limit: int = 100, **arguments: Any) -> dict[str, Any]:
    """Return the whole answer to a search."""
    return api.send(_SEARCH, text=text, limit=limit, **arguments)


def page(api: Api, text: str, *, limit: int = 100, **arguments: Any) -> dict[str, Any]:
    """Return one page of a search that must succeed."""
    found: dict[str, Any] = api.ask(_SEARCH, text=text, limit=limit, **arguments)["search"]
    return found


def nodes(api: Api, text: str, **arguments: Any) -> list[dict[str, Any]]:
    """Return the hits of a search."""
    return [edge["node"] for edge in page(api, text, **arguments)["edges"]]


def labels(api: Api, text: str, **arguments: Any) -> list[str]:
    """Return what the hits of a search are called, in their order."""
    return [node["label"] for node in nodes(api, text, **arguments)]


def ids(api: Api, text: str, **arguments: Any) -> list[str]:
    """Return the ids of the hits of a search, in their order."""
    return [node["recordId"] for node in nodes(api, text, **arguments)]


def refusal(api: Api, text: str, **arguments: Any) -> tuple[str, str | None]:
    """Return message and subCode of the refusal of a search; its code is that of bad input."""
    answer = send_search(api, text, **arguments)
    (error,) = answer["errors"]
    assert answer["data"] is None
    assert "BAD_USER_INPUT" == error["extensions"]["code"]
    assert error.keys() == {"message", "extensions"}
    return error["message"], error["extensions"].get("subCode")
