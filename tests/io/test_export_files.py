"""An export is complete, private, inert in spreadsheets, and holds the records and columns that were asked for."""

from __future__ import annotations

import csv
import hashlib
import io
import stat
from pathlib import Path

import pytest

from tests.io.running_server import RunningServer, write_csv
from tests.spec.guarded_texts import GUARDED_TEXTS

NAMES = ["Delta", "alpha", "", "Beta", "alpha", "Été", "gamma", ""]


@pytest.fixture(scope="module")
def stocked(server: RunningServer) -> RunningServer:
    """Have eight companies, two without a name and two of one name."""
    data = [
        {"name": name, "domainName": {"primaryLinkUrl": f"https://e{number}.stocked.example"}}
        for number, name in enumerate(NAMES)
    ]
    server.ask("mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }", data=data)
    return server


STOCKED = ("--filter", '{"domainName": {"primaryLinkUrl": {"endsWith": ".stocked.example"}}}')


def test_the_heading_line_is_that_of_the_model(server: RunningServer) -> None:
    """The id comes first, composites are expanded in their fixed order, relations are one id column, lists of children none."""
    expected = [
        "Id", "Creation date", "Last update", "Created by / Source", "Created by / Name", "Created by / Workspace Member",
        "Created by / Context", "Updated by / Source", "Updated by / Name", "Updated by / Workspace Member",
        "Updated by / Context", "Position", "Name", "Amount / Amount", "Amount / Currency", "Close date", "Stage",
        "Company Id", "Point of Contact Id", "Owner Id",
    ]  # fmt: skip
    done = server.ferry("export", "opportunities", "-o", "-", "--quiet")

    assert expected[0] == done.stdout.split(",")[0]
    assert set(expected) == set(done.stdout.splitlines()[0].split(","))


@pytest.mark.parametrize("page", ["1", "3", "8", "100"])
def test_small_pages_and_large_ones_give_the_same_file(stocked: RunningServer, page: str) -> None:
    """However the records are cut into pages, every one comes once."""
    everything = stocked.export("company", *STOCKED, "--columns", "name")

    assert sorted(NAMES) == sorted(row["Name"] for row in everything)
    assert everything == stocked.export("company", *STOCKED, "--columns", "name", "--page", page)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name:asc", ["", "", "Beta", "Delta", "alpha", "alpha", "gamma", "Été"]),
        ("name:desc", ["Été", "gamma", "alpha", "alpha", "Delta", "Beta", "", ""]),
        ("name:AscNullsLast", ["Beta", "Delta", "alpha", "alpha", "gamma", "Été", "", ""]),
    ],
)
def test_records_come_in_the_order_asked_for(stocked: RunningServer, sort: str, names: list[str]) -> None:
    """The order holds over pages whose boundaries fall among equal and empty values."""
    assert names == [row["Name"] for row in stocked.export("company", *STOCKED, "--sort", sort, "--page", "2")]


def test_columns_are_those_named_after_the_id(stocked: RunningServer) -> None:
    """A field, a part of one or a label names columns; the id is always the first."""
    rows = stocked.export("company", *STOCKED, "--columns", "Account Owner Id,domainName.primaryLinkUrl,annualRevenue")

    expected = ["Id", "Account Owner Id", "Domain Name / Link URL", "Annual Revenue / Amount", "Annual Revenue / Currency"]
    assert expected == list(rows[0])


def test_a_limit_cuts_the_file(stocked: RunningServer) -> None:
    """At most as many rows as asked for are written, over pages too."""
    assert 5 == len(stocked.export("company", *STOCKED, "--limit", "5", "--page", "2"))


def test_no_record_gives_a_heading_line(stocked: RunningServer) -> None:
    """A filter that finds nothing gives a file with headings only."""
    done = stocked.ferry("export", "company", "-o", "-", "--filter", '{"name": {"eq": "nobody"}}', "--columns", "name")

    assert ("Id,Name\n", True) == (done.stdout, "0 rows" in done.stderr)


def test_the_file_is_whole_private_and_summed(stocked: RunningServer, tmp_path: Path) -> None:
    """The file appears under its name only when whole, is its owner's alone, and the summary has its size and digest."""
    file = tmp_path / "companies.csv"
    done = stocked.ferry("export", "company", "-o", file, *STOCKED)
    content = file.read_bytes()

    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert f"8 rows, {len(content):,} bytes" in done.stdout
    assert f"sha256 {hashlib.sha256(content).hexdigest()}" in done.stdout
    assert ["companies.csv"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--filter", "{"), "--filter is not JSON"),
        (("--filter", '{"nope": {"eq": 1}}'), 'doesn\'t have any "nope" field'),
        (("--columns", "nmae"), 'there is no field "nmae"; did you mean name'),
        (("--sort", "domainName"), "name one: domainName.primaryLinkLabel"),
        (("--sort", "name:up"), "the direction is asc or desc"),
        (("--sort", "nothing"), 'there is no field "nothing"'),
    ],
)
def test_a_mistaken_option_is_explained(server: RunningServer, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    """A mistake is named with its cure, nothing appears under the file's name, and the exit code is 2."""
    file = tmp_path / "companies.csv"
    done = server.ferry("export", "company", "-o", file, *options)

    assert (2, False) == (done.returncode, file.exists())
    assert said in done.stderr


def test_payloads_are_inert_in_the_file_and_come_back_unchanged(server: RunningServer, tmp_path: Path) -> None:
    """Text a spreadsheet would run gets an invisible first character, and an import takes it off again."""
    data = [
        {"name": text, "domainName": {"primaryLinkUrl": f"https://g{n}.guard.example"}} for n, text in enumerate(GUARDED_TEXTS)
    ]
    ids = [
        record["id"]
        for record in server.ask("mutation($data: [CompanyCreateInput!]!) { createCompanies(data: $data) { id } }", data=data)[
            "createCompanies"
        ]
    ]
    guarded = ("--filter", '{"domainName": {"primaryLinkUrl": {"endsWith": ".guard.example"}}}', "--columns", "name")
    rows = server.export("company", *guarded)
    assert [] == [row["Name"] for row in rows if row["Name"].startswith(tuple("=+-@\t\r\n＝＋－＠"))]  # noqa: RUF001

    file = tmp_path / "companies.csv"
    server.ferry("export", "company", "-o", file, *guarded)
    assert f"{len(GUARDED_TEXTS)} unchanged" == server.load("company", file)

    blank = [(record, "blank") for record in ids]
    server.load("company", write_csv(tmp_path / "blank.csv", ("Id", "Name"), *blank))
    assert f"{len(GUARDED_TEXTS)} updated" == server.load("company", file)
    again = list(csv.DictReader(io.StringIO((tmp_path / "companies.csv").read_bytes().decode(), newline="")))
    assert again == server.export("company", *guarded)
