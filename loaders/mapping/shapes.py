"""What the cells of a column look like, whatever its heading says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from loaders.mapping.columns import Column
from schema.field_types import FieldType

EMAIL, URL, UUID, PHONE, MOMENT = "e-mail addresses", "URLs", "UUIDs", "phone numbers", "dates"
NUMBER, TRUTH, JSON, CURRENCY, OPTION = "numbers", "truth values", "JSON", "currency codes", "options of the field"

_EMAIL = r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+"
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zé]*\.?"
_DIGITS = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
_DAY = rf"(?:{_DIGITS}|\d{{1,2}}\.? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}})"
_FIGURE = r"(?:\d{1,3}(?:[.,' \u00a0\u202f]\d{2,3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?|[.,]\d+)"
_FORMS = MappingProxyType(
    {
        EMAIL: rf"{_EMAIL}(?:\s*[;,]\s*{_EMAIL})*|\[.*@.*\]",
        URL: r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?",
        UUID: r"\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?",
        PHONE: r"\+?\(?\d[\d ()./\-\u00a0]{4,}(?:(?:ext\.?|x|#) ?\d+)?",
        MOMENT: rf"{_DAY}(?:[T ,]+\d{{1,2}}:\d{{2}}.*)?",
        NUMBER: rf"[-+]?(?:[$€£¥]|[a-z]{{3}})? ?[-+]?{_FIGURE}(?:e[-+]?\d+)? ?(?:[$€£¥%]|[a-z]{{3}})?",
        TRUTH: r"true|false|yes|no|y|n|t|f|0|1|ja|nein|oui|non|si|sí",
        CURRENCY: r"[a-z]{3}|[$€£¥]",
    }
)
_LONGEST = 2_000
"""The length in characters up to which a cell is looked at."""
_MATCHERS = MappingProxyType({shape: re.compile(form, re.IGNORECASE | re.DOTALL).fullmatch for shape, form in _FORMS.items()})
_BY_TYPE = MappingProxyType(
    {
        FieldType.UUID: UUID,
        FieldType.DATE: MOMENT,
        FieldType.DATE_TIME: MOMENT,
        FieldType.NUMBER: NUMBER,
        FieldType.NUMERIC: NUMBER,
        FieldType.POSITION: NUMBER,
        FieldType.BOOLEAN: TRUTH,
        FieldType.RAW_JSON: JSON,
        FieldType.SELECT: OPTION,
        FieldType.MULTI_SELECT: OPTION,
        FieldType.RATING: OPTION,
    }
)
_BY_PART = MappingProxyType(
    {
        (FieldType.EMAILS, "primaryEmail"): EMAIL,
        (FieldType.EMAILS, "additionalEmails"): EMAIL,
        (FieldType.LINKS, "primaryLinkUrl"): URL,
        (FieldType.PHONES, "primaryPhoneNumber"): PHONE,
        (FieldType.CURRENCY, "currencyCode"): CURRENCY,
        (FieldType.RICH_TEXT, "blocknote"): JSON,
    }
)
_BY_ENDING = MappingProxyType({"Email": EMAIL, "Url": URL})


def shape_of(column: Column) -> str | None:
    """Return what the cells of a column must look like, or None where any text will do."""
    if column.whole:
        return JSON
    reference = column.reference
    part = reference.sub_field if reference else column.sub_field
    if column.composite is not None and (column.composite, part) in _BY_PART:
        return _BY_PART[column.composite, part or ""]
    if column.type is FieldType.TEXT:
        name = reference.field if reference else column.field
        return next((shape for ending, shape in _BY_ENDING.items() if name.endswith(ending)), None)
    return _BY_TYPE.get(column.type)


def share_fitting(column: Column, samples: Sequence[str]) -> float:
    """Return the share of the cells that look like values of the column; 1 where any text will do."""
    shape = shape_of(column)
    if shape is None or not samples:
        return 1.0
    if shape == OPTION:
        known = {spelling.casefold() for option in column.options for spelling in (option.value, option.label)}
        return sum(sample.strip().casefold() in known for sample in samples) / len(samples)
    return sum(_fits(shape, sample.strip()) for sample in samples) / len(samples)


def all_fit(shape: str, samples: Sequence[str]) -> bool:
    """Return whether there are cells, and all of them have a shape."""
    return bool(samples) and all(_fits(shape, sample.strip()) for sample in samples)


def _fits(shape: str, cell: str) -> bool:
    if shape == JSON:
        return cell[:1] in ("[", "{") and cell[-1:] in ("]", "}")
    return len(cell) <= _LONGEST and _MATCHERS[shape](cell) is not None
