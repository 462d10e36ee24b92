"""Export, import into an empty server and export again: the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from tests.io.running_server import RunningServer

OBJECTS = ("companies", "people", "opportunities", "notes", "tasks", "noteTargets", "taskTargets")
OWNED = ("Last update",)
"""Columns the server alone writes."""
OWNER = "20202020-0000-4000-8000-0000000000bb"

AMOUNTS = {"=1+1": 1234560000, "Été \u200d": -100000, 'a\nb "c"': 9007199254740991, "": None}
COMPANIES = [
    {
        "id": f"c1c1a000-0000-4000-8000-00000000000{n}",
        "name": name,
        "domainName": {"primaryLinkUrl": f"https://trip{n}.example", "primaryLinkLabel": "Site, main",
                       "secondaryLinks": [{"label": "Docs", "url": f"https://docs{n}.example"}]},
        "address": {"addressStreet1": "1 Main St", "addressCity": "Paris", "addressLat": 48.8566, "addressLng": -2.5},
        "annualRevenue": {"amountMicros": micros, "currencyCode": "EUR"},
        "employees": n * 1.5,
        "idealCustomerProfile": bool(n % 2),
        "accountOwnerId": OWNER if n else None,
        "createdAt": f"2024-01-0{n + 1}T10:00:00.123Z",
        "createdBy": {"source": "IMPORT"},
    }
    for n, (name, micros) in enumerate(AMOUNTS.items())
]  # fmt: skip
PEOPLE = [
    {
        "id": f"b1b1a000-0000-4000-8000-00000000000{n}",
        "name": {"firstName": first, "lastName": ""},
        "emails": {"primaryEmail": f"trip{n}@example.com", "additionalEmails": [f"other{n}@example.com"]},
        "phones": {"primaryPhoneNumber": "+14155552671",
                   "additionalPhones": [{"number": "612345678", "callingCode": "+33", "countryCode": "FR"}]},
        "jobTitle": "\\N" if n else "+boss",
        "companyId": COMPANIES[n]["id"],
        "position": n - 0.5,
    }
    for n, first in enumerate(["@nn", "שלום", "🚢"])
]  # fmt: skip
OTHERS = {
    "Opportunity": [
        {"name": "Deal", "stage": "PROPOSAL", "closeDate": "2024-05-01T00:00:00Z", "companyId": COMPANIES[0]["id"],
         "pointOfContactId": PEOPLE[0]["id"], "ownerId": OWNER, "amount": {"amountMicros": 1, "currencyCode": "USD"}},
        {"name": "", "stage": "NEW"},
    ],
    "Note": [{"id": "a1a1a000-0000-4000-8000-000000000001", "title": "T", "bodyV2": {"markdown": "# Head\n\n- one\n- two"}}],
    "Task": [{"id": "a1a1a000-0000-4000-8000-000000000002", "title": "Do", "status": "DONE", "assigneeId": OWNER,
              "dueAt": "1899-12-31T23:59:59.999Z", "bodyV2": {"markdown": "- now"}}],
    "NoteTarget": [{"noteId": "a1a1a000-0000-4000-8000-000000000001", "targetCompanyId": COMPANIES[1]["id"]}],
    "TaskTarget": [{"taskId": "a1a1a000-0000-4000-8000-000000000002", "targetPersonId": PEOPLE[1]["id"]}],
}  # fmt: skip


def fill(server: RunningServer) -> None:
    """Write records with every kind of value through the API."""
    server.add_member(OWNER, "owner@trip.example")
    for name, records in {"Company": COMPANIES, "Person": PEOPLE, **OTHERS}.items():
        plural = {"Company": "Companies", "Person": "People", "Opportunity": "Opportunities"}.get(name, f"{name}s")
        server.ask(f"mutation($data: [{name}CreateInput!]!) {{ create{plural}(data: $data) {{ id }} }}", data=records)


def exported(server: RunningServer, folder: Path) -> dict[str, str]:
    """Export every object and return the texts without the columns the server owns."""
    folder.mkdir()
    texts = {}
    for name in OBJECTS:
        file = folder / f"{name}.csv"
        done = server.ferry("export", name, "-o", file, "--quiet")
        assert 0 == done.returncode, done.stderr
        texts[name] = without(file.read_bytes().decode(), OWNED)
    return texts


def without(text: str, columns: tuple[str, ...]) -> str:
    """Return a CSV text without some of its columns, the others untouched."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    kept = [number for number, heading in enumerate(rows[0]) if heading not in columns]
    return repr([[row[number] for number in kept] for row in rows])


def test_an_export_loaded_into_an_empty_server_exports_to_the_same_bytes(
    new_server: Callable[[str], RunningServer], tmp_path: Path
) -> None:
    """Every field type, every hazardous text and every relation survives the way out and back in."""
    first, second = new_server("first"), new_server("second")
    fill(first)
    second.add_member(OWNER, "owner@trip.example")
    before = exported(first, tmp_path / "before")

    for name in OBJECTS:
        assert "created" in second.load(name, tmp_path / "before" / f"{name}.csv", "--preserve-history")

    after = exported(second, tmp_path / "after")
    assert before == after
    for name in OBJECTS:
        assert "unchanged" in second.load(name, tmp_path / "after" / f"{name}.csv", "--preserve-history").split()
