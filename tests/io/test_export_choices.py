"""What `ferry export` is told to take, to leave out, to change and to say."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.io.running_server import ROOT, RunningServer, read_csv

DOMAIN = '{"domainName": {"primaryLinkUrl": {"endsWith": ".choice.example"}}}'
ONLY = ("--filter", DOMAIN)
CREATE = "mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }"


@pytest.fixture(scope="module")
def choosing(server: RunningServer) -> RunningServer:
    """Have five companies, one of them deleted."""
    data = [
        {"name": name, "domainName": {"primaryLinkUrl": f"https://{name.lower()}.choice.example"}, "employees": place}
        for place, name in enumerate(["A", "B", "C", "D", "Gone"])
    ]
    ids = [company["id"] for company in server.ask(CREATE, data=data)["createCompanies"]]
    server.ask("mutation($id: UUID!) { deleteCompany(id: $id) { id } }", id=ids[-1])
    return server


def names(text: str) -> list[str]:
    """Return the names of an export."""
    return [row["Name"] for row in csv.DictReader(io.StringIO(text))]


DRY_RUN = """\
export of companies from URL to csv
columns (2): Id, Name
filter: domainName.primaryLinkUrl ends with ".choice.example"
  {"domainName":{"primaryLinkUrl":{"endsWith":".choice.example"}}}
sort: name descending, empty last; then id
rows: 4, read in 2 pages of 3, less than 10 s at the server's limits
state: all pages show one state of the data
permission: the key may read companies
target: FOLDER/companies.csv is free
nothing was written
"""


def test_a_dry_run_says_everything_and_writes_nothing(choosing: RunningServer, tmp_path: Path) -> None:
    """Columns, filter in words and as JSON, sort, count, pages, time, state and target are told, as is in JSON."""
    options = (*ONLY, "--columns", "name", "--sort", "name:desc", "--page", "3", "-o", tmp_path / "companies.csv", "--dry-run")
    done = choosing.ferry("export", "company", *options)
    event = json.loads(choosing.ferry("export", "company", *options, "--json").stdout)

    assert DRY_RUN == done.stdout.replace(choosing.url, "URL").replace(str(tmp_path), "FOLDER")
    assert ("plan", 4, 2, ["Id", "Name"]) == (event["event"], event["rows"], event["pages"], event["columns"])
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("deleted", "expected"), [("with", ["A", "B", "C", "D", "Gone"]), ("only", ["Gone"])])
def test_deleted_records_come_on_request(choosing: RunningServer, deleted: str, expected: list[str]) -> None:
    """Alone or with the others, and with the moment of their deletion."""
    done = choosing.ferry("export", "company", "-o", "-", *ONLY, "--columns", "name", "--sort", "name", "--deleted", deleted)
    heading, *rows = csv.reader(io.StringIO(done.stdout))

    assert expected == names(done.stdout)
    assert ["Id", "Name", "Deleted at"] == heading
    assert [name == "Gone" for name in expected] == [bool(row[2]) for row in rows]


def test_json_says_events_and_the_file_is_lossless(choosing: RunningServer, tmp_path: Path) -> None:
    """Each event is a line; each record is what the API shows, null against empty text included."""
    file = tmp_path / "c.jsonl"
    options = ("--columns", "name,address.addressCity,annualRevenue", "--sort", "employees", "--page", "3")
    done = choosing.ferry("export", "company", "-o", file, *ONLY, *options, "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    record = json.loads(file.read_text().splitlines()[0])

    assert ["plan", "batch", "batch", "summary"] == [event["event"] for event in events]
    assert (4, file.stat().st_size, "SNAPSHOT") == tuple(events[-1][name] for name in ("rows", "bytes", "consistency"))
    assert ["A", {"addressCity": ""}, {"amountMicros": None, "currencyCode": None}] == [
        record[name] for name in ("name", "address", "annualRevenue")
    ]
    assert {"id", "name", "address", "annualRevenue"} == set(record)


def test_a_delta_holds_what_changed_and_names_what_was_destroyed(choosing: RunningServer, tmp_path: Path) -> None:
    """The second run has the changed and the deleted record, the third none; destroyed ones are listed by id."""
    only = ("--filter", DOMAIN.replace("choice", "delta"), "--columns", "name", "--since-last", "nightly")
    data = [{"name": name, "domainName": {"primaryLinkUrl": f"https://{name.lower()}.delta.example"}} for name in "KLMN"]
    ids = [company["id"] for company in choosing.ask(CREATE, data=data)["createCompanies"]]
    first = choosing.ferry("export", "company", "-o", tmp_path / "1.csv", *only)
    choosing.ask('mutation($id: UUID!) { updateCompany(id: $id, data: {name: "L2"}) { id } }', id=ids[1])
    choosing.ask("mutation($id: UUID!) { deleteCompany(id: $id) { id } }", id=ids[2])
    choosing.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=ids[3])
    second = choosing.ferry("export", "company", "-o", tmp_path / "2.csv", *only)
    third = choosing.ferry("export", "company", "-o", tmp_path / "3.csv", *only)

    assert (0, 0, 0) == (first.returncode, second.returncode, third.returncode)
    assert ["K", "L", "M", "N"] == sorted(row[1] for row in read_csv(tmp_path / "1.csv")[1:])
    assert [["L2", False], ["M", True]] == [[row[1], bool(row[2])] for row in read_csv(tmp_path / "2.csv")[1:]]
    assert [["Id", "Name", "Deleted at"]] == read_csv(tmp_path / "3.csv")
    assert [["Id"], [ids[3]]] == read_csv(tmp_path / "2.destroyed.csv")
    assert "1 records were destroyed for good" in second.stdout


def test_a_view_gives_the_same_file_as_its_options(choosing: RunningServer, tmp_path: Path) -> None:
    """What is kept with --save-view is what --view shows."""
    folder = tmp_path / "here"
    folder.mkdir()
    options = (*ONLY, "--columns", "employees,name", "--sort", "name:desc")
    saved = export_within(folder, choosing, "-o", tmp_path / "a.csv", *options, "--save-view", "Export - Names")
    shown = export_within(folder, choosing, "-o", tmp_path / "b.csv", "--view", "Export - Names")

    assert (0, 0) == (saved, shown)
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert ["Id", "Employees", "Name"] == read_csv(tmp_path / "b.csv")[0]


def export_within(folder: Path, server: RunningServer, *arguments: str | Path) -> int:
    """Export companies from a folder of one's own and return the exit code."""
    command = [sys.executable, "-m", "loaders", "export", "companies", *map(str, arguments)]
    environment = {**server.environment(), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode


def test_an_anonymised_export_goes_into_another_server(
    new_server: Callable[[str], RunningServer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No value of a person is left, every row is taken, and the links hold."""
    monkeypatch.setenv("FERRY_ANONYMISE_KEY", "a secret of the tests")
    first, second = new_server("first"), new_server("second")
    first.ask(CREATE, data=[{"name": "Acme", "domainName": {"primaryLinkUrl": "https://acme.test"}}])
    company = first.ask("{ companies { edges { node { id } } } }")["companies"]["edges"][0]["node"]["id"]
    people = [
        {
            "name": {"firstName": f"First{number}", "lastName": "Lastname"},
            "emails": {"primaryEmail": f"e{number}@corp.test", "additionalEmails": [f"o{number}@corp.test"]},
            "phones": {"primaryPhoneNumber": f"+336123456{number:02}", "additionalPhones": []},
            "linkedinLink": {"primaryLinkUrl": f"https://in.test/{number}"},
            "jobTitle": "Chief of Everything",
            "companyId": company,
        }
        for number in range(30)
    ]
    first.ask("mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }", data=people)
    first.ask('mutation { createNote(data: {title: "Secret plan", bodyV2: {markdown: "# Lastname"}}) { id } }')
    for name, expected in (("companies", 1), ("people", 30), ("notes", 1)):
        file = tmp_path / f"{name}.csv"
        done = first.ferry("export", name, "-o", file, "--anonymise", "default")
        assert 0 == done.returncode, done.stderr
        text = file.read_text()
        assert [] == [word for word in ("Lastname", "corp.test", "acme", "Acme", "Chief", "Secret") if word in text]
        assert f"{expected} created" == second.load(name, file)

    linked = second.ask("{ people { edges { node { companyId } } } }")["people"]["edges"]
    assert {company} == {edge["node"]["companyId"] for edge in linked}
