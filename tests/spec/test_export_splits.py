"""An export in several files: no record in two, every record in one, and a manifest when all are there."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import orjson
import pytest

from loaders.errors import FileError, UsageError
from loaders.exports.formats import Format
from loaders.exports.splitting import SplitBy, parse_split_by, part_names, part_path
from tests.spec.exporting import COLUMNS, ListServer, company, plan_of, run

DAYS = ["2024-01-31", "2024-02-01", None, "2024-02-29", "2024-01-01", "2023-02-01", None]
RECORDS = [company(n, createdAt=None if day is None else f"{day}T12:00:00.000Z") for n, day in enumerate(DAYS)]


def split(output: Path, by: int | SplitBy, records: list[dict[str, Any]] = RECORDS, **more: Any) -> dict[str, Any]:
    """Export in parts and return the manifest."""
    run(ListServer(records), plan_of(output, ("id", "createdAt"), split=by, **more))
    manifest: dict[str, Any] = orjson.loads((output.parent / "manifest.json").read_bytes())
    return manifest


def ids(path: Path) -> list[str]:
    """Return the ids of a part after its heading."""
    heading, *lines = path.read_text().splitlines()
    assert "Id,Creation date" == heading
    return [line.partition(",")[0] for line in lines]


def test_parts_of_so_many_rows_joined_are_the_whole(tmp_path: Path) -> None:
    """Every part has the heading and its rows in order; the manifest has rows and digests."""
    manifest = split(tmp_path / "companies.csv", 3)
    parts = [tmp_path / part["file"] for part in manifest["parts"]]

    assert [f"companies-000{n}.csv" for n in (1, 2, 3)] == [path.name for path in parts]
    assert [record["id"] for record in RECORDS] == [record_id for path in parts for record_id in ids(path)]
    assert [3, 3, 1, 7] == [*(part["rows"] for part in manifest["parts"]), manifest["rows"]]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in parts] == [p["sha256"] for p in manifest["parts"]]
    assert {"manifest.json", *(path.name for path in parts)} == {path.name for path in tmp_path.iterdir()}


def test_parts_by_month_hold_their_month_and_nothing_else(tmp_path: Path) -> None:
    """Records of one month are together, in the order of the export; those without a date have a file of their own."""
    manifest = split(tmp_path / "c.csv", parse_split_by("createdAt:month", COLUMNS))
    found = {part["file"]: ids(tmp_path / part["file"]) for part in manifest["parts"]}

    assert {
        "c-2023-02.csv": [RECORDS[5]["id"]],
        "c-2024-01.csv": [RECORDS[0]["id"], RECORDS[4]["id"]],
        "c-2024-02.csv": [RECORDS[1]["id"], RECORDS[3]["id"]],
        "c-empty.csv": [RECORDS[2]["id"], RECORDS[6]["id"]],
    } == found
    assert ["2023-02", "2024-01", "2024-02", None] == [part["value"] for part in manifest["parts"]]


def test_no_row_is_one_part_with_headings(tmp_path: Path) -> None:
    """An empty export has a file to import too."""
    manifest = split(tmp_path / "c.csv", 3, [])

    assert [0] == [part["rows"] for part in manifest["parts"]]
    assert [] == ids(tmp_path / "c-0001.csv")


def test_any_format_can_be_split(tmp_path: Path) -> None:
    """Lines of JSON have no heading and are split alike."""
    manifest = split(tmp_path / "c.jsonl", 4, format=Format.JSONL)

    assert [4, 3] == [len((tmp_path / part["file"]).read_text().splitlines()) for part in manifest["parts"]]


def test_a_broken_split_leaves_no_part_under_its_name(tmp_path: Path) -> None:
    """As long as one part is missing none appears, nor the manifest."""
    server = ListServer(RECORDS)
    server.breaks_after = 2
    with pytest.raises(OSError, match="broke"):
        run(server, plan_of(tmp_path / "c.csv", split=2))

    assert all(path.name.endswith(".part") for path in tmp_path.iterdir())


def test_the_manifest_of_something_else_is_kept(tmp_path: Path) -> None:
    """A folder with the manifest of a backup is no place for parts."""
    (tmp_path / "manifest.json").write_text('{"version": 1}')
    with pytest.raises(UsageError, match="is the manifest of something else"):
        split(tmp_path / "c.csv", 2)


def test_the_folder_of_the_parts_is_made(tmp_path: Path) -> None:
    """Parts need a folder of their own, which is its owner's alone as its files are."""
    split(tmp_path / "parts" / "c.csv", SplitBy(("id",)))

    assert 0o700 == (tmp_path / "parts").stat().st_mode & 0o777


@pytest.mark.parametrize("folder", ["missing/parts", "file"])
def test_a_folder_that_cannot_be_made_is_refused_before_anything_is_read(tmp_path: Path, folder: str) -> None:
    """A slip in the way to the folder makes none, and a file is no folder."""
    (tmp_path / "file").touch()
    server = ListServer(RECORDS)
    with pytest.raises(FileError, match=f"{folder}: is no folder; make it"):
        run(server, plan_of(tmp_path / folder / "c.csv", split=2))

    assert [] == server.asked
    assert ["file"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("createdAt", "say whether by day, month or year"),
        ("createdAt:week", "day, month, year"),
        ("name:month", "a date or time may be split"),
        ("domainName", "has several parts; name one"),
        ("address.addressCities", "there is no field"),
    ],
)
def test_a_split_that_cannot_be_is_refused(text: str, said: str) -> None:
    """Unknown fields, whole composites and periods of what is no date are named."""
    with pytest.raises(UsageError, match=said):
        parse_split_by(text, COLUMNS)


def test_a_relation_and_a_part_of_a_composite_can_decide() -> None:
    """The owner is told by the id, a city by its name."""
    assert SplitBy(("accountOwnerId",)) == parse_split_by("accountOwner", COLUMNS)
    assert "X" == parse_split_by("address.addressCity", COLUMNS).value({"address": {"addressCity": "X"}})


def test_names_of_parts_are_names_of_files() -> None:
    """Values become plain names, and two values never one name."""
    name = part_names()

    assert ["a-b", "a-b-2", "empty", "other", "other-2"] == [name(value) for value in ("A/b", "a:B", None, "../", "…")]
    assert Path("x/people.v2-0001.csv.gz") == part_path(Path("x/people.v2.csv.gz"), "0001")
