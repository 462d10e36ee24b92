"""Rows become records: absent, cleared and given are three things, and every error is kept."""

from __future__ import annotations

from typing import Any

from loaders.files.rows import Row
from loaders.imports.drafts import Draft
from loaders.imports.records import RecordReader
from tests.spec.loader_model import mapping_of


def read(object_name: str, **cells: str) -> Draft:
    """Read one row whose headings are given as API paths, `__` for the dot."""
    headings = [name.replace("__", ".") for name in cells]
    return RecordReader(mapping_of(object_name, *headings)).read(Row(1, 2, list(cells.values())))


def record(object_name: str, **cells: str) -> dict[str, Any]:
    """Return the record of a row without errors."""
    draft = read(object_name, **cells)
    assert [] == draft.errors
    return draft.record


def test_an_empty_cell_is_absent() -> None:
    """An empty cell gives no value, not even an empty one."""
    assert {"name": {"firstName": "Ann"}} == record("person", name__firstName="Ann", name__lastName="", jobTitle="")


def test_the_clear_token_is_null() -> None:
    """Backslash N clears a field or one part of it; one more backslash makes it text."""
    assert {"jobTitle": None, "emails": {"primaryEmail": None}} == record("person", jobTitle="\\N", emails__primaryEmail="\\N")
    assert {"jobTitle": "\\N"} == record("person", jobTitle="\\\\N")


def test_clearing_a_relation_clears_its_join_column() -> None:
    """The token in a reference column unlinks the record."""
    assert {"companyId": None} == record("person", company__domainName__primaryLinkUrl="\\N")


def test_the_formula_guard_is_taken_off() -> None:
    """Exactly one invisible character is removed from the beginning of a cell."""
    assert {"jobTitle": "=1+1"} == record("person", jobTitle="\u200d=1+1")
    assert {"jobTitle": "\u200dx"} == record("person", jobTitle="\u200d\u200dx")


def test_every_error_of_a_row_is_kept() -> None:
    """A row with three bad cells has three errors, each with its heading."""
    draft = read("person", emails__primaryEmail="ann@", linkedinLink__primaryLinkUrl="a b", id="7")

    assert ["EMAIL_INVALID", "URL_INVALID", "UUID_INVALID"] == [error.code for error in draft.errors]
    assert ["emails.primaryEmail", "linkedinLink.primaryLinkUrl", "id"] == [error.column for error in draft.errors]


def test_a_reference_waits_to_be_found() -> None:
    """A related record named by a key is left to the look-up, in the form it is stored in."""
    draft = read("person", company__domainName__primaryLinkUrl="ACME.com/")

    assert ([(0, "https://acme.com")], {}) == (draft.references, draft.record)


def test_an_amount_needs_its_currency() -> None:
    """An amount without a currency code is refused, a code without amount is not."""
    assert ["CURRENCY_INVALID"] == [e.code for e in read("company", annualRevenue__amountMicros="5").errors]
    assert {"annualRevenue": {"currencyCode": "EUR"}} == record("company", annualRevenue__currencyCode="EUR")


def test_a_short_row_lacks_its_last_cells() -> None:
    """Missing cells are empty cells."""
    reader = RecordReader(mapping_of("person", "Job Title", "City"))

    assert {"jobTitle": "Boss"} == reader.read(Row(1, 2, ["Boss"])).record


def test_a_long_row_is_rejected_unless_the_rest_is_empty() -> None:
    """Filled cells beyond the headings belong to no field; empty ones do no harm."""
    reader = RecordReader(mapping_of("person", "Job Title", "City"))

    assert [] == reader.read(Row(1, 2, ["Boss", "Rome", "", ""])).errors
    assert ["RAGGED_ROW"] == [error.code for error in reader.read(Row(1, 2, ["Boss", "Rome", "", "x"])).errors]


def test_the_id_cannot_be_cleared() -> None:
    """A cleared id leaves nothing to match by."""
    assert ["KEY_EMPTY"] == [error.code for error in read("person", id="\\N").errors]
