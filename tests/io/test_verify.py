"""`ferry verify` proves a load: it finds what the server does not hold, and tells it apart from what others changed."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.io.running_server import RunningServer, write_csv

EMAIL = "Emails / Primary Email"
PHONE = "Phones / Primary Phone Number"


def events(done: CompletedProcess[str], name: str) -> list[dict[str, Any]]:
    """Return the events of a name."""
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [event for event in told if event["event"] == name]


def load(server: RunningServer, folder: Path, domain: str) -> tuple[Path, str]:
    """Import people, some of them bad, and return their file and the run."""
    rows = [(f"p{n}@{domain}", "Boss", f"+3361234{n:04}", f"site{n}.example/Path") for n in range(1200)]
    bad = [("nobody@", "", "", ""), (f"p3@{domain}", "", "", "")]
    file = write_csv(folder / "people.csv", (EMAIL, "Job Title", PHONE, "Linkedin / Link URL"), *rows, *bad)
    done = server.ferry("import", "people", file, "--yes", "--quiet")

    assert 1 == done.returncode, done.stderr
    return file, done.stdout.partition("(run ")[2].partition(")")[0]


def record_id(server: RunningServer, email: str) -> str:
    """Return the id of a person."""
    query = "query($m: String) { people(filter: {emails: {primaryEmail: {eq: $m}}}) { edges { node { id } } } }"
    found: str = server.ask(query, m=email)["people"]["edges"][0]["node"]["id"]
    return found


def test_a_load_is_proved_and_what_is_gone_is_found(server: RunningServer, tmp_path: Path) -> None:
    """All records equal: 0, and the same hash each time; changed by others: apart, still 0; destroyed: 6, by row and line."""
    file, run = load(server, tmp_path, "verify.example")

    proved = server.ferry("verify", run, "--json")
    (summary,) = events(proved, "summary")
    assert (0, 1202, 1200, 1200, []) == (
        proved.returncode,
        *(summary[name] for name in ("rows", "found", "equal")),
        events(proved, "difference"),
    )

    changed, destroyed = (record_id(server, f"p{n}@verify.example") for n in (4, 1100))
    server.ask('mutation($id: UUID!) { updatePerson(id: $id, data: {jobTitle: "Secret"}) { id } }', id=changed)
    apart = server.ferry("verify", run, "--json")
    (told,) = events(apart, "changed")
    assert (0, 5, 6, changed, ["jobTitle"]) == (
        apart.returncode,
        *(told[name] for name in ("row", "line", "recordId", "fields")),
    )
    assert events(proved, "verdict")[0]["content"] != events(apart, "verdict")[0]["content"]

    server.ask("mutation($id: UUID!) { destroyPerson(id: $id) { id } }", id=destroyed)
    found = server.ferry("verify", run)
    assert 6 == found.returncode
    assert f"people.csv row 1101, line 1102, record {destroyed}: the record does not exist" in found.stdout
    assert "Secret" not in found.stdout + found.stderr

    file.write_text(file.read_text().replace("p7@", "p8@", 1))
    refused = server.ferry("verify", run)
    assert (2, "") == (refused.returncode, refused.stdout)
    assert f"{file}: the file has changed since the run was begun" in refused.stderr
