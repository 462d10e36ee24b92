"""The standard objects as a loader has them after asking a server."""

from __future__ import annotations

from loaders.mapping.columns import Column, import_columns
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import Mapping
from loaders.remote.model import RemoteModel
from schema.standard import STANDARD_OBJECTS

MODEL = RemoteModel(STANDARD_OBJECTS)


def columns_of(object_name: str, *, history: bool = False) -> tuple[Column, ...]:
    """Return the columns a file of this object may have."""
    return import_columns(MODEL.find(object_name), MODEL, history=history)


def mapping_of(object_name: str, *headings: str) -> Mapping:
    """Return what the headings are mapped to."""
    return match_headings(headings, columns_of(object_name))


def path_of(object_name: str, heading: str) -> str:
    """Return the API path one heading leads to, `micros:` before it where amounts are millionths."""
    column = mapping_of(object_name, heading).columns[0].column
    return f"micros:{column.path}" if column.micros else column.path
