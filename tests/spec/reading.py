"""Reads files as an import does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from loaders.commands.rows import distinct_names, record_of
from loaders.files.rows import Row, Survey
from loaders.files.sources import SourceOptions, open_source


def survey_of(path: Path, **options: Any) -> Survey:
    """Return what the first pass finds."""
    return open_source(path, SourceOptions(**options)).survey()


def rows_of(path: Path, **options: Any) -> list[Row]:
    """Return the rows that are not blank."""
    return list(open_source(path, SourceOptions(**options)).rows())


def records_of(path: Path, **options: Any) -> list[dict[str, str]]:
    """Return the rows as `ferry rows --json` prints them, and see that the survey counted the same."""
    source = open_source(path, SourceOptions(**options))
    survey = source.survey()
    names = distinct_names(survey.headings, survey.width)
    records = [record_of(names, survey.headings, row.cells) for row in source.rows()]
    assert survey.rows == len(records)
    return records
