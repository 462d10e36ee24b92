"""Writes and reads a company with the client ariadne-codegen generated, and prints what it answered."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any


def main(endpoint: str, key: str) -> None:
    """Create a company, find it by its id and print both."""
    ferry: Any = importlib.import_module("ferry_client")
    client = ferry.Client(url=endpoint, headers={"Authorization": f"Bearer {key}"})
    links = ferry.LinksCreateInput(primaryLinkUrl="https://ariadne.example")
    created = client.create_company(ferry.CompanyCreateInput(name="Ariadne", domainName=links)).create_company
    wanted = ferry.CompanyFilterInput(id=ferry.UUIDFilter(eq=created.id))
    order = [ferry.CompanyOrderByInput(name=ferry.OrderByDirection.DescNullsLast)]
    found = client.companies(filter_=wanted, order_by=order, first=1).companies
    sys.stdout.write(json.dumps({"created": created.model_dump(mode="json"), "found": found.model_dump(mode="json")}))


if __name__ == "__main__":
    main(*sys.argv[1:])
