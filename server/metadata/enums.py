"""The enums of the metadata API."""

from __future__ import annotations

from enum import Enum

import strawberry


@strawberry.enum(description="Type of the field")
class FieldMetadataType(Enum):
    """The field types of the data model and the two that stand for relations."""

    ACTOR = "ACTOR"
    ADDRESS = "ADDRESS"
    ARRAY = "ARRAY"
    BOOLEAN = "BOOLEAN"
    CURRENCY = "CURRENCY"
    DATE = "DATE"
    DATE_TIME = "DATE_TIME"
    EMAILS = "EMAILS"
    FILES = "FILES"
    FULL_NAME = "FULL_NAME"
    LINKS = "LINKS"
    MORPH_RELATION = "MORPH_RELATION"
    MULTI_SELECT = "MULTI_SELECT"
    NUMBER = "NUMBER"
    NUMERIC = "NUMERIC"
    PHONES = "PHONES"
    POSITION = "POSITION"
    RATING = "RATING"
    RAW_JSON = "RAW_JSON"
    RELATION = "RELATION"
    RICH_TEXT = "RICH_TEXT"
    SELECT = "SELECT"
    TEXT = "TEXT"
    TS_VECTOR = "TS_VECTOR"
    UUID = "UUID"


@strawberry.enum(description="Relation type")
class RelationType(Enum):
    """The side of a relation its field stands on."""

    ONE_TO_MANY = "ONE_TO_MANY"
    MANY_TO_ONE = "MANY_TO_ONE"


@strawberry.enum(description="Type of the index")
class IndexType(Enum):
    """How an index is built."""

    BTREE = "BTREE"
    GIN = "GIN"
