"""Rows of one file that mean the same record: each policy, with several keys, faults and merges, rehearsed and run."""

from __future__ import annotations

import json

import pytest

from tests.io.rehearsal import Desk

RADIO = "Radio / Primary Phone Number"
CITY, STATE = "Home / City", "Home / State"
OPERATOR = "Operator / Domain Name / Link URL"
FIELDS = "serial radio { primaryPhoneNumber } mass home { addressCity addressState } operator { name }"


def ships(yard: Desk, prefix: str) -> list[tuple[object, ...]]:
    """Return serial, number, mass, city, state and operator of the ships of a test."""
    condition = f'{{or: [{{serial: {{startsWith: "{prefix}"}}}}, {{name: {{eq: "{prefix}"}}}}]}}'
    found = yard.find("ships", FIELDS, condition, "serial: AscNullsLast")
    return [
        (
            ship["serial"].removeprefix(prefix),
            ship["radio"]["primaryPhoneNumber"],
            ship["mass"],
            *ship["home"].values(),
            ship["operator"] and ship["operator"]["name"],
        )
        for ship in found
    ]


@pytest.mark.parametrize(
    ("policy", "rows", "stored"),
    [
        (
            "reject",
            ["created", "rejected DUP_IN_FILE", "rejected DUP_IN_FILE", "rejected NUMBER_INVALID", "rejected DUP_IN_FILE"],
            [("A", "612345600", 1, "Rome", "", "Op")],
        ),
        (
            "first",
            ["created", "skipped", "skipped", "rejected NUMBER_INVALID", "skipped"],
            [("A", "612345600", 1, "Rome", "", "Op")],
        ),
        (
            "last",
            ["skipped", "created", "created", "rejected NUMBER_INVALID", "created"],
            [("A", "", None, "", "Lazio", None), ("B", "", 4, "", "", None), ("", "612345600", 2, "", "", None)],
        ),
        (
            "merge",
            ["skipped", "skipped", "created", "rejected NUMBER_INVALID", "created"],
            [("A", "612345600", 2, "Rome", "Lazio", "Op"), ("B", "", 4, "", "", None)],
        ),
    ],
)
def test_rows_that_hang_together_by_two_keys(
    yard: Desk, policy: str, rows: list[str], stored: list[tuple[object, ...]]
) -> None:
    """The second and third row repeat one key each of the first: what is loaded of them, and of a faulty pair, is decided."""
    yard.run("companies", yard.file(("Name", "Domain Name / Link URL"), ("Op", "chain-op.example")))
    prefix, number = f"chain {policy} ", f"+336123456{['reject', 'first', 'last', 'merge'].index(policy):02}"
    file = yard.file(
        ("Name", "Serial", RADIO, "Mass", CITY, STATE, OPERATOR),
        (prefix, f"{prefix}A", number, "1", "Rome", "", "chain-op.example"),
        (prefix, f"{prefix}A", "", "", "", "Lazio", ""),
        (prefix, "", number, "2", "", "", ""),
        (prefix, f"{prefix}B", "", "many", "Bern", "", ""),
        (prefix, f"{prefix}B", "", "4", "", "", ""),
    )
    stored = [(one[0], one[1] and number.removeprefix("+33"), *one[2:]) for one in stored]

    assert rows == yard.load("ships", file, "--on-duplicate", policy).rows
    assert stored == ships(yard, prefix)
    again = [row.replace("created", "unchanged") for row in rows]
    assert again == yard.run("ships", file, "--on-duplicate", policy).rows


def test_later_cells_win_a_merge_and_empty_ones_do_not(yard: Desk) -> None:
    """Composites are merged part by part, relations too; the clear token is a cell like any other."""
    yard.run("companies", yard.file(("Name", "Domain Name / Link URL"), ("Op", "merge-op.example")))
    file = yard.file(
        ("Serial", "Mass", CITY, STATE, OPERATOR),
        ("merged", "1", "Rome", "Lazio", ""),
        ("merged", "", "Bari", "", "merge-op.example"),
        ("merged", "", "", "\\N", ""),
        ("merged too", "1", "", "", ""),
    )

    done = yard.load("ships", file, "--on-duplicate", "merge", "--empty", "clear")
    assert ["skipped", "skipped", "created", "created"] == done.rows
    assert [("", "", 1, "Bari", "", "Op"), (" too", "", 1, "", "", None)] == ships(yard, "merged")


def test_a_merged_row_that_is_rejected_loses_nothing(yard: Desk) -> None:
    """Its reject has the cells of all its rows; parts that contradict each other are found; corrected, all goes in."""
    file = yard.file(
        ("Serial", "Mass", RADIO, "Radio / Primary Phone Country Code", OPERATOR),
        ("torn 1", "1", "+33612345699", "", ""),
        ("torn 1", "", "", "US", ""),
        ("torn 2", "2", "", "", "torn-nobody.example"),
        ("torn 2", "", "", "", ""),
    )
    done = yard.load("ships", file, "--on-duplicate", "merge")
    expected = [("1", "+33612345699", "US", "PHONE_CONFLICT"), ("2", "", "", "REL_NOT_FOUND")]

    assert ["skipped", "rejected PHONE_CONFLICT", "skipped", "rejected REL_NOT_FOUND"] == done.rows
    found = [(row["Mass"], row[RADIO], row["Radio / Primary Phone Country Code"], row["_code"]) for row in done.rejects]
    assert expected == found
    changes = {"Radio / Primary Phone Country Code": "", OPERATOR: ""}
    assert ["created", "created"] == yard.correct("ships", done, changes, "--on-duplicate", "merge").rows
    assert [("1", "612345699", 1, "", "", None), ("2", "", 2, "", "", None)] == ships(yard, "torn ")


def test_objects_of_json_lines_are_merged_by_their_parts(yard: Desk) -> None:
    """A composite given whole keeps the parts only earlier rows have; a JSON value is one value."""
    lines = [
        {"serial": "lines", "home": {"addressCity": "Rome"}, "papers": {"a": 1}},
        {"serial": "lines", "home": {"addressState": "Lazio"}, "papers": {"b": 2}},
    ]
    file = yard.new_folder() / "ships.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert ["skipped", "created"] == yard.load("ships", file, "--on-duplicate", "merge").rows
    assert [("", "", None, "Rome", "Lazio", None)] == ships(yard, "lines")
    assert [{"papers": {"b": 2}}] == yard.find("ships", "papers", '{serial: {eq: "lines"}}')


@pytest.mark.parametrize(
    ("policy", "second"),
    [
        ("reject", "rejected DUP_IN_FILE"),
        ("first", "skipped"),
        ("last", "rejected DUP_IN_FILE"),
        ("merge", "rejected DUP_IN_FILE"),
    ],
)
def test_rows_that_meet_in_the_base_only(yard: Desk, policy: str, second: str) -> None:
    """Two rows without a common key that mean one stored record: only `first` leaves the second out without a word."""
    (ship,) = yard.create("Ship", "Ships", {"serial": f"base {policy}"})
    file = yard.file(("Id", "Serial", "Mass"), (ship, "", "1"), ("", f"base {policy}", "3"))
    done = yard.load("ships", file, "--on-duplicate", policy)

    assert ["updated", second] == done.rows
    assert not done.rejects or ["updated"] == yard.correct("ships", done, {}, "--on-duplicate", policy).rows


@pytest.mark.parametrize("policy", ["first", "last", "merge"])
def test_a_run_that_was_stopped_is_taken_up(yard: Desk, policy: str) -> None:
    """A run with duplicates that ends after too many rejects comes, resumed, to what a whole run comes to."""
    prefix = f"resumed {policy} "
    file = yard.file(
        ("Name", "Serial", "Mass", CITY, "Operator / Id"),
        *[(prefix, f"{prefix}{number % 3}", number, "" if number % 2 else f"{number}", "") for number in range(6)],
        (prefix, f"{prefix}bad", "", "", "00000000-0000-4000-8000-00000000dead"),
    )
    stopped = yard.run("ships", file, "--on-duplicate", policy, "--max-errors", "0")
    resumed = yard.ferry("resume", "last", "--max-errors", "1", "--quiet")
    expected = {
        "first": [("0", "", 0, "0", "", None), ("1", "", 1, "", "", None), ("2", "", 2, "2", "", None)],
        "last": [("0", "", 3, "", "", None), ("1", "", 4, "4", "", None), ("2", "", 5, "", "", None)],
        "merge": [("0", "", 3, "0", "", None), ("1", "", 4, "4", "", None), ("2", "", 5, "2", "", None)],
    }

    assert (3, 1) == (stopped.code, resumed.exit_code)
    assert "7 rows" in resumed.stdout
    assert "3 created, 0 updated, 0 restored, 0 unchanged, 1 rejected, 3 skipped" in resumed.stdout
    assert expected[policy] == ships(yard, prefix)
