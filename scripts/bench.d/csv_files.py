"""CSV files of companies and people with the headings people know, as `ferry import` takes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import data
from data import Record
from workloads import Sizes

_COMPANY = (
    "Name",
    "Domain Name / Link URL",
    "Domain Name / Link Label",
    "Address / Address 1",
    "Address / Address 2",
    "Address / City",
    "Address / Post Code",
    "Address / State",
    "Address / Country",
    "Linkedin / Link URL",
    "Linkedin / Link Label",
    "Annual Revenue / Amount",
    "Annual Revenue / Currency",
    "Employees",
    "ARR / Amount",
    "ARR / Currency",
    "ICP",
    "X / Link URL",
    "X / Link Label",
)
_PERSON = (
    "Name / First Name",
    "Name / Last Name",
    "Emails / Primary Email",
    "Linkedin / Link URL",
    "Linkedin / Link Label",
    "Job Title",
    "Phones / Primary Phone Calling Code",
    "Phones / Primary Phone Country Code",
    "Phones / Primary Phone Number",
    "City",
    "X / Link URL",
    "X / Link Label",
    "Company / Domain Name / Link URL",
)


def write_csv(kind: str, target: Path, sizes: Sizes) -> int:
    """Write all records of the kind and return how many."""
    records = data.records(kind, range(sizes.of(kind)), sizes.companies, sizes.seed)
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COMPANY if kind == "company" else _PERSON)
        writer.writerows(map(_company, records) if kind == "company" else _people(records, sizes))
    return sizes.of(kind)


def _company(record: Record) -> tuple[object, ...]:
    address, domain, linkedin, x_link = (record[name] for name in ("address", "domainName", "linkedinLink", "xLink"))
    return (
        record["name"],
        domain["primaryLinkUrl"],
        domain["primaryLinkLabel"],
        address["addressStreet1"],
        address["addressStreet2"],
        address["addressCity"],
        address["addressPostcode"],
        address["addressState"],
        address["addressCountry"],
        linkedin["primaryLinkUrl"],
        linkedin["primaryLinkLabel"],
        *_money(record["annualRevenue"]),
        record["employees"],
        *_money(record["annualRecurringRevenue"]),
        "true" if record["idealCustomerProfile"] else "false",
        x_link["primaryLinkUrl"],
        x_link["primaryLinkLabel"],
    )


def _people(records: Iterator[Record], sizes: Sizes) -> Iterator[tuple[object, ...]]:
    for number, record in enumerate(records):
        phones, linkedin, x_link = record["phones"], record["linkedinLink"], record["xLink"]
        yield (
            record["name"]["firstName"],
            record["name"]["lastName"],
            record["emails"]["primaryEmail"],
            linkedin["primaryLinkUrl"],
            linkedin["primaryLinkLabel"],
            record["jobTitle"],
            phones["primaryPhoneCallingCode"],
            phones["primaryPhoneCountryCode"],
            phones["primaryPhoneNumber"],
            record["city"],
            x_link["primaryLinkUrl"],
            x_link["primaryLinkLabel"],
            data.employer_domain(number, sizes.companies, sizes.seed),
        )


def _money(value: Record) -> tuple[Decimal, str]:
    return Decimal(value["amountMicros"]) / 1_000_000, value["currencyCode"]
