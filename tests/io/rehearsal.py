"""Imports that are rehearsed first: a dry run and the run after it must say the same of every row."""

from __future__ import annotations

import csv
import json
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from loaders.cli import cli

_ENDS = (0, 1, 3)
"""Exit codes of an import that has begun."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import said: its exit code, the outcome of each row with its codes, its rejects, and its account."""

    code: int
    rows: list[str]
    """In the order of the files; `created`, or `rejected REL_NOT_FOUND`."""
    rejects: list[dict[str, str]]
    """The rows of the rejects files by heading, incomplete rows too."""
    account: list[str]
    """The lines below the counts: codes, warnings, related records."""

    @property
    def codes(self) -> list[tuple[int, str]]:
        """Row and code of every reject."""
        return [(int(row["_row"]), row["_code"]) for row in self.rejects]


@dataclass(frozen=True, slots=True)
class Desk:
    """A place to import from: a server, its key, and a folder for files."""

    url: str
    key: str
    folder: Path
    _numbers: Iterator[int] = field(default_factory=count)

    def ferry(self, *arguments: str | Path) -> Result:
        """Run `ferry` to its end, without a terminal."""
        environment = {"FERRY_URL": self.url, "FERRY_API_KEY": self.key, "FERRY_RUNS": str(self.folder / "desk-runs")}
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="ferry", env=environment)

    def file(self, *rows: Sequence[object], name: str = "rows.csv", folder: Path | None = None) -> Path:
        """Write rows to a file, by default of a folder of its own."""
        path = (folder or self.new_folder()) / name
        with path.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows(rows)
        return path

    def new_folder(self) -> Path:
        """Make an empty folder."""
        folder = self.folder / f"desk-{next(self._numbers)}"
        folder.mkdir()
        return folder

    def load(self, *arguments: str | Path) -> Imported:
        """Rehearse an import, run it, and see that both said the same of every row."""
        rehearsed = self.run(*arguments, "--dry-run")
        done = self.run(*arguments)

        assert (rehearsed.rows, rehearsed.codes, rehearsed.account) == (done.rows, done.codes, done.account)
        return done

    def run(self, *arguments: str | Path) -> Imported:
        """Run an import and take down what it says; every row must have one outcome."""
        result = self.ferry("import", *arguments, "--yes", "--json", "--quiet")

        assert result.exit_code in _ENDS, result.output
        return self.taken_down(result)

    def taken_down(self, result: Result) -> Imported:
        """Return what an import said; every row must have been told once, and counted once."""
        events = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        rows = [event for event in events if event["event"] == "row"]
        summaries = [event for event in events if event["event"] == "summary"]
        counted: Counter[str] = sum((Counter(summary["outcomes"]) for summary in summaries), Counter())
        planned = sum(event["rows"] for event in events if event["event"] == "plan")

        assert counted == Counter(row["outcome"] for row in rows), result.output
        assert result.exit_code == 3 or planned == counted.total(), result.output
        names = list(dict.fromkeys(summary["object"] for summary in summaries))
        rows.sort(key=lambda row: (names.index(row["object"]), row["row"]))
        files = [Path(path) for summary in summaries for path in summary["rejects"]]
        return Imported(
            result.exit_code,
            [" ".join((row["outcome"], *row["codes"])) for row in rows],
            [row for file in files for row in read_rows(file)],
            [line.strip() for line in result.stderr.splitlines() if line.startswith("  ")],
        )

    def correct(self, object_name: str, done: Imported, changes: Mapping[str, str], *options: str | Path) -> Imported:
        """Change cells of all rejected rows, and import the rejects file again."""
        rows = [{**row, **changes} for row in done.rejects]
        return self.run(object_name, self.file(list(rows[0]), *(list(row.values()) for row in rows)), *options)

    def ask(self, query: str, **variables: Any) -> Any:
        """Return the data of an answer without errors."""
        request = urllib.request.Request(
            f"{self.url}/graphql",
            json.dumps({"query": query, "variables": variables}).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self.key}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)

        assert "errors" not in answer, answer
        return answer["data"]

    def create(self, name: str, plural: str, *records: dict[str, Any]) -> list[str]:
        """Create records by the API itself and return their ids."""
        query = f"mutation($data: [{name}CreateInput!]!) {{ create{plural}(data: $data) {{ id }} }}"
        return [record["id"] for record in self.ask(query, data=records)[f"create{plural}"]]

    def delete(self, name: str, record_id: str) -> None:
        """Soft-delete a record."""
        self.ask(f"mutation($id: UUID!) {{ delete{name}(id: $id) {{ id }} }}", id=record_id)

    def find(self, plural: str, fields: str, condition: str, order: str = "id: AscNullsFirst") -> list[dict[str, Any]]:
        """Return the live records of a filter, in an order."""
        arguments = f"filter: {condition}, orderBy: [{{{order}}}]"
        found = self.ask(f"{{ {plural}({arguments}) {{ edges {{ node {{ {fields} }} }} }} }}")
        return [edge["node"] for edge in found[plural]["edges"]]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by heading."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))
