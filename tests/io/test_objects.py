"""`ferry objects` shows the data model of a server as a loader sees it."""

from __future__ import annotations

import json

from tests.io.running_server import RunningServer


def test_objects_are_listed_in_the_order_of_their_import(server: RunningServer) -> None:
    """Parents stand above their children, with the number of their fields and relations."""
    shown = server.ferry("objects")
    names = [line.split()[0] for line in shown.stdout.splitlines()]

    assert 0 == shown.returncode, shown.stderr
    assert ["companies", "people", "opportunities"] == [n for n in names if n in ("people", "opportunities", "companies")]


def test_an_object_is_shown_with_all_there_is_to_know(server: RunningServer) -> None:
    """Types, options, keys, what refers to it, and its headings, by the names of the API."""
    shown = server.ferry("objects", "opportunities", "--json")
    found = json.loads(shown.stdout)
    fields = {field["name"]: field for field in found["fields"]}

    assert 0 == shown.returncode, shown.stderr
    assert ["NEW", "SCREENING", "MEETING", "PROPOSAL", "CUSTOMER"] == [o["value"] for o in fields["stage"]["options"]]
    assert ("RELATION", "company", "companyId") == tuple(fields["company"][name] for name in ("type", "target", "joinColumn"))
    assert ([["id"]], "id") == (found["uniqueKeys"], found["namedBy"])
    assert {"object": "noteTarget", "relation": "targetOpportunity"} in found["referencedBy"]
    assert "Company / Domain Name / Link URL" in found["importHeadings"]
    assert "Company Id" in found["exportHeadings"]


def test_an_object_is_shown_as_text(server: RunningServer) -> None:
    """People read the same in lines."""
    lines = server.ferry("objects", "company").stdout.splitlines()

    assert "Company (company, companies)" == lines[0]
    assert "  unique keys     id; domainName" in lines
    assert "  named by        domainName.primaryLinkUrl" in lines
    assert "  Domain Name / Link URL" in lines
