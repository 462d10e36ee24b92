"""What is written as a mapping file reads back as the same mapping."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.mapping.columns import reference_column
from loaders.mapping.mapping import Constant, Guess, LeftOut, MappedColumn, Mapping, Missing, RowFilter, Rule
from loaders.mapping.mapping_document import SourceFacts
from loaders.mapping.mapping_file import read_mappings, write_mapping
from loaders.mapping.names import clean
from loaders.values.cell_format import CellFormat
from tests.spec.loader_model import MODEL, columns_of

OBJ = MODEL.find("company")
COLUMNS = tuple(column for column in columns_of("company") if not column.kept_out)
AMOUNTS = tuple(column for column in COLUMNS if column.micros)
NAMED = reference_column(OBJ.parents[0], MODEL.find("workspaceMember"), "name.firstName")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
CELLS = TEXTS.filter(bool)
HEADINGS = TEXTS.filter(lambda text: clean(text) != "" and not clean(text).startswith("_"))
FORMATS = st.builds(
    CellFormat,
    date=st.sampled_from([None, "%d.%m.%Y"]),
    timezone=st.sampled_from([None, "Europe/Paris", "+01:00"]),
    decimal=st.sampled_from([None, ","]),
    thousands=st.sampled_from([None, ".", "\u202f", " ", "'"]),
    scientific=st.booleans(),
    separator=st.sampled_from([None, ";", "|", ", "]),
    values=st.dictionaries(CELLS, CELLS, max_size=3),
    phone_region=st.sampled_from([None, "FR", "NO"]),
    keep_url=st.booleans(),
    trim=st.booleans(),
)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    """Return a mapping of a file with any headings, equal ones among them."""
    headings = draw(st.lists(HEADINGS | st.sampled_from(["Name", "Name#2", "no"]), min_size=1, max_size=6))
    assert NAMED is not None
    known = st.sampled_from((*COLUMNS, *AMOUNTS, replace(NAMED, object_name=OBJ.name_singular)))
    pool = draw(st.lists(known, min_size=8, max_size=10, unique_by=lambda column: column.place))
    columns: list[MappedColumn] = []
    left_out: list[LeftOut] = []
    for position, heading in enumerate(headings):
        skipped = draw(st.booleans())
        if columns and skipped:
            left_out.append(LeftOut(clean(heading), draw(TEXTS), (draw(TEXTS),), position))
            continue
        column = pool.pop()
        missing = draw(st.sampled_from([None, *Missing])) if column.relation else None
        guess = Guess(Rule.WORDS, 0.9, tuple(draw(st.lists(TEXTS, max_size=3))), (draw(TEXTS),))
        columns.append(MappedColumn(position, clean(heading), column, draw(FORMATS), missing, guess))
    filters = draw(st.dictionaries(st.sampled_from(range(len(headings))), st.frozensets(TEXTS, min_size=1), max_size=2))
    return Mapping(
        tuple(columns),
        tuple(left_out),
        tuple(headings),
        len(headings),
        draw(st.sampled_from([(), ("id",), ("domainName.primaryLinkUrl", "id")])),
        tuple(Constant(column, draw(TEXTS)) for column in pool[:2] if not column.micros and column.relation is None),
        tuple(RowFilter(position, cells, draw(st.booleans())) for position, cells in filters.items()),
    )


@given(mapping=mappings(), source=st.builds(SourceFacts, delimiter=st.none() | CELLS, file=st.none() | CELLS))
@settings(max_examples=60, deadline=None)
def test_a_mapping_survives_its_file(mapping: Mapping, source: SourceFacts) -> None:
    """Whatever the headings, formats, constants and filters are, the file says the same, and is written the same twice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        write_mapping(path, mapping, OBJ, source)
        text = path.read_text(encoding="utf-8")
        document = read_mappings(path)[0]
        again = document.apply(mapping.headings, columns_of("company"), MODEL)
        write_mapping(path, mapping, OBJ, source)

        assert _comparable(mapping) == _comparable(again)
        assert source == document.source
        assert text == path.read_text(encoding="utf-8")


def _comparable(mapping: Mapping) -> Any:
    return (mapping.columns, mapping.left_out, mapping.headings, mapping.width, mapping.key, mapping.constants, mapping.filters)
