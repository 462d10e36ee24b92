"""Writes and reads a company with the types sgqlc generated, and prints what it answered."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def main(endpoint: str, key: str) -> None:
    """Create a company, find it by its id and print both."""
    ferry: Any = importlib.import_module("ferry_schema").ferry_schema
    operation: Any = importlib.import_module("sgqlc.operation").Operation
    http: Any = importlib.import_module("sgqlc.endpoint.http").HTTPEndpoint
    send = http(endpoint, {"Authorization": f"Bearer {key}"})

    create = operation(ferry.Mutation)
    create.create_company(data={"name": "Sgqlc", "domainName": {"primaryLinkUrl": "https://sgqlc.example"}}).id()
    created = (create + send(create)).create_company.id

    find = operation(ferry.Query)
    companies = find.companies(filter={"id": {"eq": created}}, order_by=[{"name": "DescNullsLast"}], first=1)
    companies.total_count()
    companies.edges.node.__fields__("id", "name", "created_at")
    companies.edges.node.domain_name.primary_link_url()
    companies.page_info.has_next_page()
    found = (find + send(find)).companies
    sys.stdout.write(json.dumps({"created": created, "found": found.__json_data__}))


if __name__ == "__main__":
    main(*sys.argv[1:])
