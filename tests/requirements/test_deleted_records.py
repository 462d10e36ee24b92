"""What was deleted keeps its unique values, and an import brings it back."""

from __future__ import annotations

import pytest

from tests.requirements.door import Door, rejects

GONE = {f"r19-{policy}": f"de1e7ed0-0000-4000-8000-00000000000{n}" for n, policy in enumerate(("yes", "no", "error"))}


def test_r18_a_deleted_record_keeps_its_unique_value(door: Door) -> None:
    """Creating another record with the e-mail of a deleted one is a duplicate, never a second record."""
    record_id = "de1e7ed0-0000-4000-8000-000000000018"
    record = {"emails": {"primaryEmail": "r18@example.com"}}
    door.create("people", {"id": record_id, **record})
    door.delete("Person", record_id)
    answer = door.send("mutation($data: PersonCreateInput!) { createPerson(data: $data) { id } }", data=record)

    assert "A duplicate entry was detected" == answer["errors"][0]["message"].partition(".")[0]


@pytest.mark.parametrize(
    ("policy", "outcome", "visible"), [("yes", "1 restored", True), ("no", "1 skipped", False), ("error", "1 rejected", False)]
)
def test_r19_a_deleted_record_comes_back(door: Door, policy: str, outcome: str, *, visible: bool) -> None:
    """A row with a deleted record's unique value restores it with its id, or is skipped or rejected as asked."""
    serial = f"r19-{policy}"
    door.create("ships", {"id": GONE[serial], "serial": serial, "mass": 1})
    door.delete("Ship", GONE[serial])
    file = door.file(("Serial", "Mass"), (serial, 2))
    assert outcome == door.load("ships", file, "--restore", policy)

    assert ([{"id": GONE[serial], "mass": 2}] if visible else []) == door.find("ships", "id mass", {"serial": {"eq": serial}})
    if policy == "error":
        assert ["DELETED_MATCH"] == [row["_code"] for row in rejects(file)]
