"""A mapping file says what becomes of every column, and how its cells are written."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import Constant, LeftOut, Missing, RowFilter, Rule
from loaders.mapping.mapping_document import SourceFacts
from loaders.mapping.mapping_file import read_mappings, write_bundle, write_mapping
from loaders.values.cell_format import CellFormat
from tests.spec.loader_model import MODEL, columns_of
from tests.spec.mapping_files import applied

EVERYTHING = """\
version: 1
object: person
source: {format: csv, delimiter: ";", encoding: cp1252, header_row: 2, sheet: null, file: people.csv}
key: [emails.primaryEmail]
columns:
  "E-Mail": {to: emails.primaryEmail, trim: true}
  "Firma": {to: company, by: domainName.primaryLinkUrl, missing: defer, url_scheme: keep}
  "Kürzel": {to: jobTitle, values: {"GF": Managing Director, "1": "yes", NO: no}, unknown: reject}
  "Telefon": {to: phones.primaryPhoneNumber, phone_region: NO}
  "intern": skip
constants: {createdBy.source: IMPORT, city: Lyon}
where: {"Status": {not_in: ["geloescht", 7]}, "intern": {in: x}}
"""


def test_every_key_of_a_mapping_file_has_its_effect(tmp_path: Path) -> None:
    """Fields, formats, policies, constants and filters arrive; words YAML would turn into truth values stay words."""
    mapping = applied(tmp_path, EVERYTHING, "E-Mail", "Firma", "Kürzel", "Telefon", "intern", "Status")
    email, company, job, phone = mapping.columns
    columns = {column.path: column for column in columns_of("person", history=True)}

    assert ["emails.primaryEmail", "company.domainName.primaryLinkUrl", "jobTitle", "phones.primaryPhoneNumber"] == [
        mapped.column.path for mapped in mapping.columns
    ]
    assert CellFormat(trim=True) == email.format
    assert (CellFormat(keep_url=True), Missing.DEFER) == (company.format, company.missing)
    assert {"GF": "Managing Director", "1": "yes", "NO": "no"} == job.format.values
    assert CellFormat(phone_region="NO") == phone.format
    assert ("emails.primaryEmail",) == mapping.key
    assert (Constant(columns["createdBy.source"], "IMPORT"), Constant(columns["city"], "Lyon")) == mapping.constants
    assert (RowFilter(5, frozenset(("geloescht", "7")), True), RowFilter(4, frozenset("x"))) == mapping.filters
    assert [LeftOut("intern", ""), LeftOut("Status", "")] == list(mapping.left_out)


def test_the_file_of_rows_is_described_by_its_source(tmp_path: Path) -> None:
    """What is null is found out when the file is read."""
    path = tmp_path / "mapping.yaml"
    path.write_text(EVERYTHING, encoding="utf-8")

    assert SourceFacts("csv", ";", "cp1252", 2, None, "people.csv") == read_mappings(path)[0].source


def test_numbers_and_dates_are_written_as_declared(tmp_path: Path) -> None:
    """An amount under a heading of people's own is in units; the format of its cells goes with it."""
    text = """\
version: 1
object: company
columns:
  "Umsatz": {to: annualRevenue.amountMicros, decimal: ",", thousands: "."}
  "Kopfzahl": {to: employees, scientific: true}
  "Name": {to: name}
"""
    revenue, employees, _ = applied(tmp_path, text, "Umsatz", "Kopfzahl", "Name").columns

    assert (False, CellFormat(decimal=",", thousands=".")) == (revenue.column.micros, revenue.format)
    assert CellFormat(scientific=True) == employees.format


@pytest.mark.parametrize(
    ("heading", "said", "micros"),
    [
        ("Umsatz", "{to: annualRevenue.amountMicros}", False),
        ("Umsatz", "{to: annualRevenue.amount}", False),
        ("Umsatz", "{to: annualRevenue.amountMicros, micros: true}", True),
        ("Umsatz", "{to: annualRevenue.amount, micros: true}", True),
        ("annualRevenue.amountMicros", "{to: annualRevenue.amountMicros}", True),
        ("Annual Revenue / Amount Micros", "{to: annualRevenue.amountMicros}", True),
        ("annualRevenue.amountMicros", "{to: annualRevenue.amountMicros, micros: false}", False),
    ],
)
def test_an_amount_is_in_millionths_where_its_heading_says_so(tmp_path: Path, heading: str, said: str, *, micros: bool) -> None:
    """The heading decides, and the key micros decides against it."""
    text = f'version: 1\nobject: company\ncolumns:\n  "{heading}": {said}\n'

    assert micros is applied(tmp_path, text, heading).columns[0].column.micros


def test_a_record_may_be_named_by_what_is_not_unique_where_that_is_said(tmp_path: Path) -> None:
    """`unique: false` turns the name of a company into a reference."""
    text = "version: 1\nobject: person\ncolumns:\n  Firma: {to: company, by: name, unique: false}\n"
    column = applied(tmp_path, text, "Firma").columns[0].column

    assert ("companyId", None) == (column.field, column.kept_out)
    assert column.reference is not None
    assert ("company", "name") == (column.reference.target.name_singular, column.reference.field)


def test_null_is_a_policy_for_missing_records(tmp_path: Path) -> None:
    """Under `missing`, and there alone, null is the word and not the absence of one."""
    text = "version: 1\nobject: person\ncolumns:\n  Firma: {to: company, by: id, missing: null, timezone: null}\n"
    mapped = applied(tmp_path, text, "Firma").columns[0]

    assert (Missing.NULL, CellFormat()) == (mapped.missing, mapped.format)


def test_headings_the_file_does_not_name_are_matched_as_ever(tmp_path: Path) -> None:
    """A mapping file may be about the one column that is not understood by itself."""
    mapping = applied(tmp_path, "version: 1\nobject: person\ncolumns: {Beruf: {to: jobTitle}}\n", "Beruf", "Vorname", "Title")

    assert [("jobTitle", Rule.FILE), ("name.firstName", Rule.SYNONYM)] == [
        (mapped.column.path, mapped.guess.rule) for mapped in mapping.columns
    ]
    assert ["Title"] == [column.heading for column in mapping.left_out]


def test_equal_headings_are_told_apart_by_number(tmp_path: Path) -> None:
    """`Name#2` is the second column of that name."""
    text = "version: 1\nobject: person\ncolumns: {'Name#1': {to: name.firstName}, 'Name#2': {to: name.lastName}}\n"
    mapping = applied(tmp_path, text, "Name", "Shoe size", "Name")

    assert [(0, "name.firstName"), (2, "name.lastName")] == [(m.position, m.column.path) for m in mapping.columns]


def test_a_written_mapping_explains_every_guess_and_is_private(tmp_path: Path) -> None:
    """Rule, score, cells and alternatives stand beside the column; only the owner reads what quotes cells."""
    path = tmp_path / "mapping.yaml"
    samples = {0: ("kim@example.com", "robin@example.com"), 1: ("42",)}
    mapping = match_headings(["Mail", "Shoe size"], columns_of("person"), samples=samples)
    write_mapping(path, mapping, MODEL.find("person"), SourceFacts("csv", ",", file="people.csv"))
    lines = path.read_text(encoding="utf-8").splitlines()

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 'source: {format: csv, delimiter: ",", file: people.csv}' in lines
    assert '  # Emails / Primary Email, by synonym (0.85); cells: "kim@example.com", "robin@example.com"' in "\n".join(lines)
    assert ["  Mail: {to: emails.primaryEmail}", '  "Shoe size": skip'] == [line for line in lines[5:] if "#" not in line]


def test_several_objects_stand_in_a_list_or_in_a_bundle(tmp_path: Path) -> None:
    """A list of documents and a bundle that names files are read in their order."""
    person, company = "version: 1\nobject: person\n", "version: 1\nobject: company\n"
    (tmp_path / "person.yaml").write_text(person)
    (tmp_path / "company.yaml").write_text(company)
    listed = "".join(f"- {text.replace(chr(10), chr(10) + '  ').strip()}\n" for text in (company, person))
    (tmp_path / "list.yaml").write_text(listed)
    write_bundle(tmp_path / "bundle.yaml", ["company.yaml", "person.yaml"])

    for name in ("list.yaml", "bundle.yaml"):
        assert ["company", "person"] == [document.object_name for document in read_mappings(tmp_path / name)]
