"""Any object goes in, from any kind of file, and nothing but records is made."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import openpyxl

from tests.io.running_server import ROOT
from tests.requirements.door import Door, outcomes, rejects

_FIELDS = "{ objects(paging: {first: 100}) { edges { node { nameSingular fieldsList { name } } } } }"


def test_r01_a_file_and_a_mutation_make_the_same_record(door: Door) -> None:
    """A row of a file and a record sent to the API directly differ in nothing but their key."""
    file = door.file(("Name", "Domain Name / Link URL", "Employees"), ("Same", "https://r01-file.example", 7))
    assert "1 created" == door.load("companies", file)
    door.create("companies", {"name": "Same", "domainName": {"primaryLinkUrl": "https://r01-api.example"}, "employees": 7})
    fields = (
        "name employees domainName { primaryLinkUrl primaryLinkLabel secondaryLinks } annualRecurringRevenue { amountMicros }"
    )
    found = door.find("companies", fields, {"domainName": {"primaryLinkUrl": {"like": "https://r01-%"}}})
    for record in found:
        record["domainName"]["primaryLinkUrl"] = "https://r01"

    assert 2 == len(found)
    assert found[0] == found[1]


def test_r03_more_rows_than_a_page_of_the_interface_go_in(door: Door) -> None:
    """10,001 rows, one more than Twenty's interface takes, are loaded by one command."""
    file = door.file(("Serial",), *[(f"r03-{number}",) for number in range(10_001)])

    assert "10,001 created" == door.load("ships", file)


def test_r04_a_script_needs_no_terminal(door: Door) -> None:
    """With --no-input and without --yes nothing is asked and nothing is written; with both the script runs through."""
    file = door.file(("Serial",), ("r04",))
    refused = door.ferry("import", "ships", file, "--no-input")
    done = door.ferry("import", "ships", file, "--no-input", "--yes", "--quiet")

    assert (2, 0) == (refused.exit_code, done.exit_code)
    assert "1 created" == outcomes(done)


def test_r05_a_custom_object_is_nothing_special(door: Door) -> None:
    """An object that only this server knows is loaded with all its fields and read back."""
    headings = ("Serial", "Mass", "Reusable", "Launched on", "Kind", "Tags", "Price / Amount", "Price / Currency")
    file = door.file(headings, ("r05", "1.5", "yes", "2026-01-02", "Big", "SMALL;BIG", "10.5", "EUR"))
    outcome = door.load("Ships", file)
    fields = "mass reusable launchedOn kind tags price { amountMicros currencyCode }"

    assert "1 created" == outcome
    assert [
        {
            "mass": 1.5,
            "reusable": True,
            "launchedOn": "2026-01-02",
            "kind": "BIG",
            "tags": ["SMALL", "BIG"],
            "price": {"amountMicros": 10_500_000, "currencyCode": "EUR"},
        }
    ] == door.find("ships", fields, {"serial": {"eq": "r05"}})


def test_r06_every_format_gives_the_same(door: Door) -> None:
    """The same rows as CSV, CSV packed, JSON lines and a workbook: the first creates, the others find nothing to change."""
    rows = [(f"r06-{number}", str(number), f"2026-01-{number:02}") for number in range(1, 21)]
    file = door.file(("Serial", "Mass", "Launched on"), *rows, ("r06-bad", "heavy", "2026-01-01"))
    packed = file.with_name("packed.csv.gz")
    packed.write_bytes(gzip.compress(file.read_bytes()))
    lines = file.with_name("lines.jsonl")
    records = [{"serial": serial, "mass": float(mass), "launchedOn": day} for serial, mass, day in rows]
    bad = {"serial": "r06-bad", "mass": "heavy", "launchedOn": "2026-01-01"}
    lines.write_text("".join(json.dumps(record) + "\n" for record in (*records, bad)))
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [("Serial", "Mass", "Launched on"), *rows, ("r06-bad", "heavy", "2026-01-01")]:
        book.active.append(row)
    book.save(file.with_name("book.bin"))
    found = [door.load("ships", file.with_name(name)) for name in ("rows.csv", "packed.csv.gz", "lines.jsonl", "book.bin")]

    assert ["20 created, 1 rejected"] + 3 * ["20 unchanged, 1 rejected"] == found


def test_r07_one_file_holds_one_object(door: Door) -> None:
    """A workbook with several sheets of data is refused until one of them is named."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for sheet, serial in ((book.active, "r07-a"), (book.create_sheet("Others"), "r07-b")):
        sheet.append(("Serial",))
        sheet.append((serial,))
    file = door.new_folder() / "ships.xlsx"
    book.save(file)
    refused = door.ferry("import", "ships", file, "--yes")

    assert 2 == refused.exit_code
    assert "2 sheets have data" in refused.stderr
    assert "1 created" == door.load("ships", file, "--sheet", "Others")
    assert ["r07-b"] == [ship["serial"] for ship in door.find("ships", "serial", {"serial": {"like": "r07-%"}})]


def test_r08_an_import_makes_records_and_never_fields(door: Door) -> None:
    """A column that no field has is named with its nearest fields, its rows go in without it, and the model stays."""
    before = door.ask(_FIELDS, "/metadata")
    done = door.ferry("import", "ships", door.file(("Serial", "Launchd"), ("r08", "x")), "--yes")

    assert (0, "1 created") == (done.exit_code, outcomes(done))
    assert 'not imported: "Launchd"' in done.stderr
    assert "nearest: Launched on" in done.stderr
    assert before == door.ask(_FIELDS, "/metadata")


def test_r09_one_command_starts_an_import_of_the_object(door: Door) -> None:
    """`ferry import people people.csv` is a process of its own that says which object it loads."""
    file = door.file(("Emails / Primary Email",), ("r09@example.com",))
    command = [sys.executable, "-m", "loaders", "import", "people", str(file), "--yes"]
    environment = {"FERRY_URL": door.url, "FERRY_API_KEY": door.key, "FERRY_RUNS": str(door.folder / "runs"), "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)

    assert 0 == done.returncode, done.stderr
    assert "1 rows -> People" in done.stderr


def test_r12_faults_are_named_and_mended(door: Door) -> None:
    """Each planted fault is reported with row, line, column and code; the corrected rejects go in without one."""
    headings = (
        "Serial",
        "Mass",
        "Launched on",
        "Landed at",
        "Kind",
        "Mail / Primary Email",
        "Hull",
        "Reusable",
        "Operator / Id",
    )
    faults = {
        "Mass": ("1x", "NUMBER_INVALID", "1"),
        "Launched on": ("2024-02-30", "DATE_INVALID", "2024-02-29"),
        "Landed at": ("noon", "DATETIME_INVALID", "2024-02-29T12:00:00Z"),
        "Kind": ("HUGE", "OPTION_UNKNOWN", "BIG"),
        "Mail / Primary Email": ("ann@", "EMAIL_INVALID", "ann@example.com"),
        "Hull": ("123", "UUID_INVALID", "00000000-0000-4000-8000-000000000012"),
        "Reusable": ("oui", "BOOL_INVALID", "yes"),
        "Operator / Id": ("00000000-0000-4000-8000-00000000dead", "REL_NOT_FOUND", ""),
    }
    good = {"Hull": "00000000-0000-4000-8000-000000000000"}
    rows = [
        (f"r12-{n}", *(faults[h][0] if h == heading else good.get(h, "") for h in headings[1:]))
        for n, heading in enumerate(faults)
    ]
    file = door.file(headings, *rows)
    outcome = door.load("ships", file)
    found = rejects(file)
    expected = [(str(n + 1), str(n + 2), heading, code) for n, (heading, (_, code, _)) in enumerate(faults.items())]
    mended = [
        tuple(faults[row["_column"]][2] if heading == row["_column"] else cell for heading, cell in row.items())
        for row in found
    ]

    assert "8 rejected" == outcome
    assert expected == [(row["_row"], row["_line"], row["_column"], row["_code"]) for row in found]
    assert "8 created" == door.load("ships", door.file(tuple(found[0]), *mended))


def test_r13_the_plan_says_what_the_import_does(door: Door) -> None:
    """On an unchanged base the numbers of a dry run are those of the import, and the dry run writes nothing."""
    door.create("ships", {"serial": "r13-old", "mass": 1}, {"serial": "r13-same", "mass": 2})
    file = door.file(("Serial", "Mass"), ("r13-old", 5), ("r13-same", 2), ("r13-new", 3), ("r13-bad", "x"))
    rehearsed = door.ferry("import", "ships", file, "--dry-run", "--quiet")

    assert 2 == len(door.find("ships", "id", {"serial": {"like": "r13-%"}}))
    assert "1 created, 1 updated, 1 unchanged, 1 rejected" == outcomes(rehearsed) == door.load("ships", file)
