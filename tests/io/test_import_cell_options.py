"""How cells are read when the command line, a product's preset or a mapping file says so, rehearsed and run."""

from __future__ import annotations

import pytest

from tests.io.rehearsal import Desk

EMAIL = "Emails / Primary Email"
DOMAIN = "Domain Name / Link URL"


def test_blanks_stay_unless_they_are_trimmed(desk: Desk) -> None:
    """Outer blanks of a text are kept, or taken off with --trim."""
    file, condition = (
        desk.file(("Name", DOMAIN), (" T ", "trim.example")),
        '{domainName: {primaryLinkUrl: {eq: "https://trim.example"}}}',
    )

    assert ["created"] == desk.load("companies", file).rows
    assert [{"name": " T "}] == desk.find("companies", "name", condition)
    assert ["updated"] == desk.load("companies", file, "--trim").rows
    assert [{"name": "T"}] == desk.find("companies", "name", condition)


def test_urls_may_stay_without_a_scheme(desk: Desk) -> None:
    """With --url-scheme keep a bare domain is stored bare, and met under either spelling later."""
    file = desk.file(("Name", DOMAIN), ("Bare", "kept-bare.example"))

    assert ["created"] == desk.load("companies", file, "--url-scheme", "keep").rows
    assert ["unchanged"] == desk.run("companies", file, "--url-scheme", "keep").rows
    assert ["unchanged"] == desk.load("companies", file).rows
    assert [{"domainName": {"primaryLinkUrl": "kept-bare.example"}}] == desk.find(
        "companies", "domainName { primaryLinkUrl }", '{name: {eq: "Bare"}}'
    )


def test_a_new_address_is_no_other_spelling(desk: Desk) -> None:
    """A record met by its id gets another domain without a remark on spellings."""
    (company,) = desk.create("Company", "Companies", {"domainName": {"primaryLinkUrl": "https://before.example"}})
    done = desk.load("companies", desk.file(("Id", DOMAIN), (company, "after.example")))

    assert (["updated"], []) == (done.rows, done.account)


def test_national_numbers_belong_to_the_region(desk: Desk) -> None:
    """With --phone-region national numbers are understood, others are not touched; without it they are refused."""
    headings = (EMAIL, "Phones / Primary Phone Number")
    file = desk.file(headings, ("1@phones.example", "06 12 34 56 78"), ("2@phones.example", "+49 30 12345678"))
    fields = "phones { primaryPhoneNumber primaryPhoneCountryCode primaryPhoneCallingCode }"

    refused = desk.load("people", file)
    assert ["rejected PHONE_INVALID", "created"] == refused.rows
    assert ["created"] == desk.correct("people", refused, {}, "--phone-region", "FR").rows
    assert ["unchanged", "unchanged"] == desk.load("people", file, "--phone-region", "FR").rows
    found = desk.find("people", fields, '{emails: {primaryEmail: {endsWith: "@phones.example"}}}')
    assert [["3012345678", "DE", "+49"], ["612345678", "FR", "+33"]] == sorted(list(one["phones"].values()) for one in found)


def test_formats_are_declared_for_all_columns(yard: Desk) -> None:
    """Dates, moments and numbers that could be read in two ways are read as declared; undeclared they stop the plan."""
    headings = ("Serial", "Launched on", "Landed at", "Mass")
    file = yard.file(headings, ("format 1", "03/04/2026", "03/04/2026 10:00", "1.234,5"), ("format 2", "1/2/2026", "", "1.234"))
    declared = ("--date-format", "%d/%m/%Y", "--timezone", "Europe/Paris", "--decimal", ",", "--thousands", ".")
    refused = yard.ferry("import", "ships", file, "--yes")

    assert 2 == refused.exit_code
    assert all(f"column {heading}: " in refused.stderr for heading in ("Launched on", "Landed at"))
    assert ["created", "created"] == yard.load("ships", file, *declared).rows
    assert [
        {"launchedOn": "2026-04-03", "landedAt": "2026-04-03T08:00:00.000Z", "mass": 1234.5},
        {"launchedOn": "2026-02-01", "landedAt": None, "mass": 1234},
    ] == yard.find("ships", "launchedOn landedAt mass", '{serial: {startsWith: "format "}}', "serial: AscNullsFirst")


@pytest.mark.parametrize(
    ("cell", "options", "left"), [("#N/A", (), None), ("nil", ("--clear-token", "nil"), None), ("", (), 5)]
)
def test_a_preset_knows_what_clears(desk: Desk, cell: str, options: tuple[str, ...], left: int | None) -> None:
    """The clear token of the product counts, unless another is given; its headings are understood."""
    domain = f"preset{len(cell)}{len(options)}.example"
    headings = ("Account Name", "Website", "Employees")
    preset = ("--preset", "salesforce", *options)

    assert ["created"] == desk.run("companies", desk.file(headings, ("P", domain, "5")), *preset).rows
    expected = "unchanged" if left else "updated"
    assert [expected] == desk.load("companies", desk.file(headings, ("P", domain, cell)), *preset).rows
    condition = f'{{domainName: {{primaryLinkUrl: {{eq: "https://{domain}"}}}}}}'
    assert [{"employees": left}] == desk.find("companies", "employees", condition)


MAPPING = """
version: 1
object: ship
key: [serial]
columns:
  "Nr": {to: serial}
  "Art": {to: kind, values: {"klein": SMALL, "gross": BIG}}
  "Markt": {to: tags, split: "|", values: {"k": SMALL}}
  "Tag": {to: launchedOn, date_format: "%d.%m.%Y"}
  "Wert": {to: price.amount, decimal: ",", thousands: "."}
  "Firma": {to: operator, by: domainName.primaryLinkUrl, missing: create}
  "Begleiter": {to: escort, by: serial, missing: "null"}
  "intern": skip
constants: {price.currencyCode: EUR, reusable: "yes"}
where: {"Stand": {not_in: ["weg"]}}
"""


def test_a_mapping_file_decides_for_each_column(yard: Desk) -> None:
    """Values, formats, constants, filters, and what a missing record does: each as the file says, and again unchanged."""
    mapping = yard.new_folder() / "mapping.yaml"
    mapping.write_text(MAPPING)
    file = yard.file(
        ("Nr", "Art", "Markt", "Tag", "Wert", "Firma", "Begleiter", "intern", "Stand"),
        ("map 1", "klein", "k|BIG", "01.02.2026", "1.234,50", "map-stub.example", "map nobody", "x", "da"),
        ("map 2", "gross", "", "", "", "", "map 1", "", "weg"),
        ("map 3", "riesig", "", "", "", "", "map 1", "", ""),
        ("map 4", "BIG", "", "", "2,5", "", "map 1", "", ""),
    )
    done = yard.load("ships", file, "--mapping", mapping)
    fields = """kind tags launchedOn price { amountMicros currencyCode } operator { domainName { primaryLinkUrl } }
        escort { serial } reusable"""
    found = yard.find("ships", fields, '{serial: {in: ["map 1", "map 4"]}}', "serial: AscNullsFirst")

    assert ["created", "skipped", "rejected OPTION_UNKNOWN", "created"] == done.rows
    assert [
        {
            "kind": "SMALL",
            "tags": ["SMALL", "BIG"],
            "launchedOn": "2026-02-01",
            "price": {"amountMicros": 1_234_500_000, "currencyCode": "EUR"},
            "operator": {"domainName": {"primaryLinkUrl": "https://map-stub.example"}},
            "escort": None,
            "reusable": True,
        },
        {
            "kind": "BIG",
            "tags": [],
            "launchedOn": None,
            "price": {"amountMicros": 2_500_000, "currencyCode": "EUR"},
            "operator": None,
            "escort": {"serial": "map 1"},
            "reusable": True,
        },
    ] == found
    again = yard.run("ships", file, "--mapping", mapping)
    assert ["unchanged", "skipped", "rejected OPTION_UNKNOWN", "unchanged"] == again.rows
    assert ["created"] == yard.correct("ships", done, {"Art": "gross"}, "--mapping", mapping).rows
