"""A template as CSV."""

from __future__ import annotations

import csv
import io

from loaders.files.formula_guard import guard
from loaders.templates.template import Template


def csv_template(template: Template) -> str:
    """Return the headings and the example rows as lines of CSV, made inert for spreadsheets."""
    stream = io.StringIO()
    lines = csv.writer(stream, lineterminator="\n")
    for cells in (template.headings, *template.rows):
        lines.writerow([guard(cell) for cell in cells])
    return stream.getvalue()
