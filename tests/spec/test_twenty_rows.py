"""An import in Twenty's way reads rows as Twenty's importer does, and says in numbers what that loses."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from loaders.errors import UsageError
from loaders.files.rows import Row
from loaders.imports.duplicates import DuplicateIndex
from loaders.imports.keys import keys_of
from loaders.imports.options import ImportOptions, Mode, Position
from loaders.imports.twenty_calls import Connections
from loaders.imports.twenty_rows import TwentyGroups, TwentyReader
from loaders.imports.ways import as_twenty
from schema.standard.company import COMPANY
from tests.spec.loader_model import mapping_of

BERLIN = ZoneInfo("Europe/Berlin")
ABSENT: dict[str, Any] = {}


@pytest.mark.parametrize(
    ("object_name", "heading", "cell", "record", "lost"),
    [
        ("company", "Name", " Acme ", {"name": " Acme "}, {}),
        ("company", "Name", "\\N", {"name": "\\N"}, {}),
        ("company", "Name", "\u200d=1+1", {"name": "=1+1"}, {}),
        ("company", "Name", "", ABSENT, {}),
        ("company", "Employees", "0x10", {"employees": 16}, {}),
        ("company", "Employees", "9007199254740993", {"employees": 9007199254740992}, {"a number rounded": 1}),
        ("company", "ICP", "Yes", {"idealCustomerProfile": True}, {}),
        ("company", "ICP", "1", {"idealCustomerProfile": False}, {"a word made false": 1}),
        ("company", "ICP", "", {"idealCustomerProfile": False}, {"an empty cell made false": 1}),
        (
            "company",
            "Domain Name / Link URL",
            "acme.example",
            {"domainName": {"primaryLinkUrl": "acme.example"}},
            {},
        ),
        (
            "opportunity",
            "Amount / Amount",
            "1.5",
            {"amount": {"amountMicros": 1500000}},
            {},
        ),
        ("opportunity", "Stage", "Proposal", {"stage": "PROPOSAL"}, {}),
        ("opportunity", "Stage", "proposal", ABSENT, {"an option left out": 1}),
        ("opportunity", "Close date", "12/03/2024", {"closeDate": "2024-12-02T23:00:00.000Z"}, {}),
        ("opportunity", "Close date", "45366", {"closeDate": "+045366-01-01T00:00:00.000Z"}, {"a number made a year": 1}),
    ],
)
def test_a_cell_is_stored_as_twenty_stores_it(
    object_name: str, heading: str, cell: str, record: dict[str, Any], lost: dict[str, int]
) -> None:
    """Nothing is trimmed, cleared, completed or asked for; what a cell loses is counted."""
    reader = TwentyReader(mapping_of(object_name, heading), BERLIN)

    assert record == reader.read(Row(1, 2, [cell])).record
    assert Counter(lost) == reader.losses


def test_no_row_of_a_group_is_taken() -> None:
    """All rows that share a key value are rejected, erroneous ones are members of the group, and losses count once."""
    mapping = mapping_of("company", "Domain Name / Link URL", "Employees", "ICP")
    index = DuplicateIndex(keys_of(COMPANY, mapping))
    reader = TwentyReader(mapping, BERLIN)
    groups = TwentyGroups(index, reader.losses)
    cells = (
        ["https://a.example", "1", "no"],
        ["https://b.example", "1", ""],
        ["https://a.example", "many", "no"],
        ["", "1", "1"],
    )
    rows = [Row(number, number + 1, list(row)) for number, row in enumerate(cells, 1)]
    groups.survey(map(reader.read, rows))
    drafts = [reader.read(row) for row in rows]
    groups.settle(drafts)
    index.close()

    reasons = [[error.reason for error in draft.errors] for draft in drafts]
    assert [["is repeated by row 3"], [], ['"many" is not a number', "repeats row 1"], []] == reasons
    assert Counter({"an empty cell made false": 1, "a word made false": 1}) == reader.losses


@pytest.mark.parametrize(
    ("heading", "cell", "where"),
    [
        ("Company / Domain Name / Link URL", "acme.example", {"domainName": {"primaryLinkUrl": "acme.example"}}),
        ("Company / Id", "c0c0a000-0000-4000-8000-000000000001", {"id": "c0c0a000-0000-4000-8000-000000000001"}),
    ],
)
def test_a_related_record_is_left_to_the_server(heading: str, cell: str, where: dict[str, Any]) -> None:
    """The row says by which unique value its company is to be connected."""
    mapping = mapping_of("person", heading)
    draft = TwentyReader(mapping, BERLIN).read(Row(1, 2, [cell]))
    Connections(mapping)([draft])

    assert {"company": {"connect": {"where": where}}} == draft.record


def test_what_twentys_importer_decides_cannot_be_chosen() -> None:
    """Policies and formats are refused by name, a zone is taken, and a call has 200 records at most."""
    taken = as_twenty(ImportOptions(batch=500, formats={"timezone": "Europe/Berlin"}))

    assert (True, 200, Position.FIRST) == (taken.strict_twenty, taken.batch, taken.position)
    assert taken == ImportOptions.from_json(taken.as_json())
    with pytest.raises(UsageError, match="leave out mode, decimal"):
        as_twenty(ImportOptions(mode=Mode.CREATE, formats={"decimal": ","}))
