"""Two exports compared: by id and heading, whatever their order, format and number of parts."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from loaders.backups.diff import Comparison, compare_sides, open_sides
from loaders.backups.differences import Difference
from loaders.errors import FileError, UsageError
from loaders.progress import Quiet

A = "0a000000-0000-4000-8000-000000000000"
B = "0b000000-0000-4000-8000-000000000000"


def written(path: Path, text: str) -> str:
    """Write a file and return its path."""
    path.write_text(text, encoding="utf-8")
    return str(path)


def compared(left: str, right: str) -> tuple[Comparison, list[Difference]]:
    """Return how two exports compare."""
    found: list[Difference] = []
    with open_sides(left, right, None) as sides:
        comparison = compare_sides(*sides, lambda _name, difference: found.append(difference), Quiet())
    return comparison, found


def test_equal_rows_in_another_order_are_equal(tmp_path: Path) -> None:
    """Rows have no order, and neither have columns."""
    left = written(tmp_path / "left.csv", f"Id,Name\n{A},x\n{B},\n")
    right = written(tmp_path / "right.csv", f"Name,Id\n,{B}\nx,{A}\n")

    assert (True, []) == (compared(left, right)[0].is_equal, compared(left, right)[1])


def test_the_guard_of_formulas_is_no_difference(tmp_path: Path) -> None:
    """A raw export and a guarded one hold the same."""
    left = written(tmp_path / "left.csv", f"Id,Name\n{A},=1+1\n")
    right = written(tmp_path / "right.csv", f"Id,Name\n{A},\u200d=1+1\n")

    assert compared(left, right)[0].is_equal


def test_what_a_server_writes_by_itself_is_not_compared(tmp_path: Path) -> None:
    """By label in text, by name in JSON lines."""
    left = written(tmp_path / "left.csv", f"Id,Last update,Updated by / Name\n{A},1,x\n")
    right = written(tmp_path / "right.csv", f"Id,Last update,Updated by / Name\n{A},2,y\n")

    assert compared(left, right)[0].is_equal


def test_a_changed_cell_is_named_with_both_values(tmp_path: Path) -> None:
    """Text is compared as it stands."""
    left = written(tmp_path / "left.csv", f"Id,Name\n{A},x\n")
    right = written(tmp_path / "right.csv", f"Id,Name\n{A},y\n")

    assert [{"Name": ("x", "y")}] == [difference.values for difference in compared(left, right)[1]]


def test_json_lines_are_compared_part_by_part(tmp_path: Path) -> None:
    """A composite value is taken apart, other JSON is not; null, empty and absent are one."""
    left = written(tmp_path / "left.jsonl", json.dumps({"id": A, "address": {"addressCity": "x"}, "extra": {"a": 1}, "no": ""}))
    right = written(
        tmp_path / "right.jsonl", json.dumps({"id": A, "address": {"addressCity": "y"}, "extra": {"a": 2}, "no": None})
    )

    paths = [sorted(difference.values) for difference in compared(left, right)[1]]
    assert [["address.addressCity", "extra"]] == paths


def test_the_parts_of_an_export_count_as_one(tmp_path: Path) -> None:
    """A folder with their manifest is compared with the whole, packed or not."""
    whole = written(tmp_path / "whole.csv", f"Id,Name\n{A},x\n{B},y\n")
    folder = tmp_path / "parts"
    folder.mkdir()
    parts = []
    for number, line in enumerate((f"{A},x", f"{B},y")):
        file = folder / f"people-{number}.csv.gz"
        file.write_bytes(gzip.compress(f"Id,Name\n{line}\n".encode()))
        parts.append({"file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})
    written(folder / "manifest.json", json.dumps({"parts": parts}))

    assert compared(whole, str(folder))[0].is_equal
    with (folder / "people-1.csv.gz").open("ab") as file_stream:
        file_stream.write(b"more")
    with pytest.raises(FileError, match="SHA-256"):
        compared(whole, str(folder))


def test_columns_of_one_side_alone_are_a_difference(tmp_path: Path) -> None:
    """They are named, and the others compared."""
    left = written(tmp_path / "left.csv", f"Id,Name,City\n{A},x,y\n")
    right = written(tmp_path / "right.csv", f"Id,Name,Zip\n{A},x,z\n")
    comparison, found = compared(left, right)

    assert (False, []) == (comparison.is_equal, found)
    assert [(("City",), ("Zip",))] == [(one.only_left, one.only_right) for one in comparison.sets]


def test_rows_without_an_id_are_refused(tmp_path: Path) -> None:
    """They could be matched with nothing."""
    left = written(tmp_path / "left.csv", "Name\nx\n")
    hole = written(tmp_path / "hole.csv", f"Id,Name\n{A},x\n,y\n")

    with pytest.raises(FileError, match=r"left\.csv: has no column Id"):
        compared(left, left)
    with pytest.raises(FileError, match=r"hole\.csv: line 3: has no id"):
        compared(hole, hole)


def test_files_of_two_kinds_are_refused(tmp_path: Path) -> None:
    """A folder that is neither a backup nor parts says so."""
    with pytest.raises(FileError, match="name a backup, an export, or a folder of its parts"):
        compared(str(tmp_path), str(tmp_path))
    sides = open_sides("server", written(tmp_path / "x.csv", "Id\n"), object())  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="a live server is compared with a backup"), sides:
        pass


def test_a_side_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A slip in the name of a backup is no reason to take a new one."""
    sides = open_sides("server", str(tmp_path / "monday"), object())  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="monday: there is no such file or folder"), sides:
        pass
