"""No file takes more than two seconds, a hundred megabytes or a look at anything else before it is refused."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.errors import FileError
from loaders.files.sources import SourceOptions, open_source
from tests.io.running_ferry import Ended, run_ferry
from tests.security.hostile_files import (
    blank_rows,
    costly_files,
    far_cell,
    far_cell_in_range,
    laughs_in_sheet,
    misleading_files,
    with_external_entity,
)

SECONDS, MEGABYTES = 2, 100
COSTLY, MISLEADING = list(costly_files()), list(misleading_files())


def ferry_rows(file: Path, *options: str) -> Ended:
    """Show a file, and see what it cost: a workbook has a second process, which may be as large as the first."""
    ended = run_ferry("rows", str(file), "--json", *options)
    processes = 2 if ".xls" in file.name else 1
    assert ended.seconds < SECONDS
    assert ended.megabytes * processes < MEGABYTES
    return ended


@pytest.mark.parametrize(("name", "write", "said"), COSTLY, ids=[name for name, _, _ in COSTLY])
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, name: str, write: Callable[[Path], Path], said: str) -> None:
    """One line says why, nothing is printed as rows, and the exit code is that of a file that cannot be read."""
    ended = ferry_rows(write(tmp_path / name))

    assert (2, "") == (ended.code, ended.stdout)
    assert ended.stderr.startswith("ferry: ")
    assert 1 == ended.stderr.count("\n")
    assert re.search(said, ended.stderr)


@pytest.mark.parametrize(("name", "write", "said"), MISLEADING, ids=[name for name, _, _ in MISLEADING])
def test_a_misleading_file_is_refused(tmp_path: Path, name: str, write: Callable[[Path], Path], said: str) -> None:
    """Names, paths, places and containers that are not what they seem are told as what they are."""
    with pytest.raises(FileError, match=said):
        open_source(write(tmp_path / name)).survey()


def test_a_million_blank_rows_are_read(tmp_path: Path) -> None:
    """They are skipped, and the rows around them keep their numbers."""
    ended = ferry_rows(blank_rows(tmp_path / "blank.xlsx"))

    assert (0, [{"name": "", "#2": "last"}]) == (ended.code, json.loads(ended.stdout))


def test_cells_far_apart_are_read(tmp_path: Path) -> None:
    """A sheet of a thousand columns and twenty thousand rows with three cells is read as three cells."""
    assert [2, 19_999] == [row.line for row in open_source(far_cell_in_range(tmp_path / "far.xlsx")).rows()]


def test_no_entity_reads_a_file(tmp_path: Path) -> None:
    """What another file holds never appears."""
    (tmp_path / "secret").write_text("opensesame")
    ended = ferry_rows(with_external_entity(tmp_path / "f.xlsx", f"file://{tmp_path}/secret"))

    assert 2 == ended.code
    assert "opensesame" not in ended.stdout + ended.stderr


def test_no_entity_asks_the_network(tmp_path: Path) -> None:
    """Nobody knocks at the address an entity names."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        ended = ferry_rows(with_external_entity(tmp_path / "f.xlsx", f"http://127.0.0.1:{server.getsockname()[1]}/z"))

        assert 2 == ended.code
        with pytest.raises(BlockingIOError):
            server.accept()


def test_trust_lifts_the_limits_of_size_alone(tmp_path: Path) -> None:
    """With --allow-large-workbook far cells are read, and entities are refused as before."""
    trusting = SourceOptions(allow_large_workbook=True)

    assert [200_000] == [row.line for row in open_source(far_cell(tmp_path / "far.xlsx"), trusting).rows()]
    with pytest.raises(FileError, match="entities"):
        open_source(laughs_in_sheet(tmp_path / "laughs.xlsx"), trusting).survey()
