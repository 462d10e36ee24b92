"""The sample data is lifelike, whole and the same every time."""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path

import phonenumbers
import pytest

from tests.spec.tree import ROOT

Rows = list[dict[str, str]]


def generate(folder: Path) -> Path:
    """Write the sample data into a folder."""
    subprocess.run([ROOT / "scripts" / "sample-data", folder], check=True, capture_output=True)
    return folder


def read(file: Path) -> Rows:
    """Read a CSV file."""
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sample data."""
    return generate(tmp_path_factory.mktemp("sample"))


def test_the_same_seed_gives_the_same_files(sample: Path, tmp_path: Path) -> None:
    """Two runs with one seed write identical bytes."""
    again = generate(tmp_path)

    assert [file.read_bytes() for file in sorted(sample.iterdir())] == [file.read_bytes() for file in sorted(again.iterdir())]


def test_there_are_200_companies_500_people_and_300_opportunities(sample: Path) -> None:
    """The three files hold as many rows as the README says."""
    counted = {file.name: len(read(file)) for file in sample.iterdir()}

    assert {"companies.csv": 200, "people.csv": 500, "opportunities.csv": 300} == counted


def test_unique_values_are_unique(sample: Path) -> None:
    """No two companies share a domain and no two people an e-mail address."""
    domains = [row["Domain Name / Link URL"] for row in read(sample / "companies.csv")]
    addresses = [row["Emails / Primary Email"] for row in read(sample / "people.csv")]

    assert (200, 500) == (len(set(domains)), len(set(addresses)))


def test_every_reference_has_its_target(sample: Path) -> None:
    """People name a company of the sample; opportunities name a company and a person of it."""
    domains = {row["Domain Name / Link URL"] for row in read(sample / "companies.csv")}
    employers = {row["Emails / Primary Email"]: row["Company / Domain Name / Link URL"] for row in read(sample / "people.csv")}
    deals = read(sample / "opportunities.csv")

    assert set() == set(employers.values()) - domains
    assert [] == [
        deal
        for deal in deals
        if employers.get(deal["Point of Contact / Emails / Primary Email"]) != deal["Company / Domain Name / Link URL"]
    ]


def test_every_telephone_number_is_valid_in_its_country(sample: Path) -> None:
    """Each number is in E.164, valid, and belongs to the country and calling code beside it."""
    for row in read(sample / "people.csv"):
        number = phonenumbers.parse(row["Phones / Primary Phone Number"])

        assert phonenumbers.is_valid_number(number)
        assert row["Phones / Primary Phone Country Code"] == phonenumbers.region_code_for_number(number)
        assert row["Phones / Primary Phone Calling Code"] == f"+{number.country_code}"
