"""Children: the connections below records, one statement per connection whatever the number of parents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.engine.catalogue import Catalogue
from server.engine.plans.criteria import Page
from server.engine.plans.entries import ChildConnection, RecordShape
from server.engine.results.cursors import cursor_writer
from server.engine.results.writers import Connections, PageFacts, connection_writer
from server.engine.sql.statements import children_statement, children_summary_statement, page_columns
from server.storage.statement import Row, Steps


def read_children(catalogue: Catalogue, shape: RecordShape, rows: Sequence[Row]) -> Steps[Connections]:
    """Return, for every connection below the records of these rows, the answer by parent id."""
    connections: list[Mapping[str, Any]] = []
    for child in shape.children:
        parents = list(dict.fromkeys(row[child.index] for row in rows if row[child.index] is not None))
        connections.append((yield from _connection(catalogue, child, parents)))
    return connections


def page_cursor(shape: RecordShape, page: Page) -> Callable[[Row], str]:
    """Return the function that makes the cursor of a row of a page."""
    columns = page_columns(shape, page.order)
    return cursor_writer(page.order, tuple(columns.index(key.ref) for key in page.order))


def _connection(catalogue: Catalogue, child: ChildConnection, parents: Sequence[str]) -> Steps[Mapping[str, Any]]:
    shape, page = child.shape, child.page
    rows_of: dict[str, list[Row]] = defaultdict(list)
    rows: list[Row] = []
    if shape.wants_rows and parents:
        rows = yield children_statement(catalogue, child, parents)
    for row in rows:
        rows_of[row[0]].append(row[1:])
    totals_of: dict[str, Row] = {}
    if (shape.wants_total or shape.aggregates) and parents:
        summaries = yield children_summary_statement(catalogue, child, parents)
        totals_of = {row[0]: row[1:] for row in summaries}
    write, cursor = connection_writer(shape), page_cursor(shape.record, page)
    nothing: Row = (0, *[None] * len(shape.aggregates))
    answers = {}
    for parent in parents:
        more, some = len(rows_of[parent]) > page.limit, rows_of[parent][: page.limit]
        if page.backward:
            some.reverse()
        facts = PageFacts(more and not page.backward, more and page.backward, totals_of.get(parent, nothing))
        # No connection hangs below another one: a child has none of its own.
        answers[parent] = write(some, cursor, facts, ())
    return answers
