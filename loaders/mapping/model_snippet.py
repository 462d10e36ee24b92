"""What an operator may add to the data model so that columns without a field have one; an import itself never does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from loaders.mapping.mapping import NO_FIELD, LeftOut
from loaders.mapping.shapes import EMAIL, JSON, MOMENT, NUMBER, PHONE, TRUTH, URL, all_fit
from schema.field_types import FieldType

_HEAD = """\
# Columns of the file that have no field. Add those you want by the metadata API, one call each, with the id of the
# object as $object; then import again. The import itself never changes the data model.
"""
_TYPES = (
    (EMAIL, FieldType.EMAILS),
    (TRUTH, FieldType.BOOLEAN),
    (NUMBER, FieldType.NUMBER),
    (MOMENT, FieldType.DATE),
    (PHONE, FieldType.PHONES),
    (URL, FieldType.LINKS),
    (JSON, FieldType.RAW_JSON),
)


def model_snippet(left_out: Iterable[LeftOut], samples: Mapping[int, Sequence[str]]) -> str:
    """Return the calls that add a field for every column without one, or an empty text where every column has its place."""
    unknown = [column for column in left_out if column.reason == NO_FIELD]
    names = _names([column.heading for column in unknown])
    calls = [
        _call(name, column.heading, type_of(samples.get(column.position, ())))
        for name, column in zip(names, unknown, strict=True)
    ]
    return _HEAD + "".join(calls) if calls else ""


def type_of(cells: Sequence[str]) -> FieldType:
    """Return the type whose values the cells look like; a text where they look like nothing in particular."""
    found = next((type_ for shape, type_ in _TYPES if all_fit(shape, cells)), FieldType.TEXT)
    if found is FieldType.DATE and any(":" in cell for cell in cells):
        return FieldType.DATE_TIME
    return found


def _call(name: str, label: str, type_: FieldType) -> str:
    quoted = orjson.dumps(label).decode()
    field = f'{{objectMetadataId: $object, type: {type_}, name: "{name}", label: {quoted}}}'
    return f"mutation($object: UUID!) {{ createOneField(input: {{field: {field}}}) {{ id }} }}\n"


def _names(labels: Iterable[str]) -> Iterator[str]:
    """Yield a field name for every label, none twice."""
    seen: set[str] = set()
    for label in labels:
        name = _camel_case(label)
        number = 1
        while (numbered := name if number == 1 else f"{name}{number}") in seen:
            number += 1
        seen.add(numbered)
        yield numbered


def _camel_case(label: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", ascii_only)
    name = "".join(word.lower() if number == 0 else word.capitalize() for number, word in enumerate(words))
    return name if name[:1].isalpha() else f"field{name}"
