"""Headings of a file find their fields, and no doubt is settled silently."""

from __future__ import annotations

from tests.requirements.door import Door


def test_r11_headings_of_another_product_find_their_fields(door: Door) -> None:
    """Names that other products use are mapped, and the plan says where every column goes."""
    headings = ("First Name", "Last Name", "Email", "Job Title", "Phone Number")
    file = door.file(headings, ("Kim", "Example", "r11@example.com", "Pilot", "+33639980111"))
    done = door.ferry("import", "people", file, "--dry-run")
    plan = dict(line.split("->") for line in done.stderr.splitlines() if "->" in line and "rows" not in line)

    assert 0 == done.exit_code, done.output
    assert ["name.firstName", "name.lastName", "emails.primaryEmail", "jobTitle", "phones.primaryPhoneNumber"] == [
        path.split()[0] for path in plan.values()
    ]


def test_r11_two_columns_for_one_field_are_refused(door: Door) -> None:
    """Where two headings fill one field nothing is written, and both are named."""
    file = door.file(("Job Title", "jobTitle", "Emails / Primary Email"), ("Pilot", "Captain", "r11-two@example.com"))
    done = door.ferry("import", "people", file, "--yes")

    assert 2 == done.exit_code
    assert '"Job Title"' in done.stderr
    assert '"jobTitle"' in done.stderr
