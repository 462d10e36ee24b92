"""Where an example cell stands, and what the cells of its row share."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from loaders.mapping.columns import Column
from schema.field_types import FieldType
from schema.model import Field, ObjectMetadata

_FIRST_DAY = date(2026, 1, 12)
_MOMENTS = frozenset((FieldType.DATE, FieldType.DATE_TIME))


@dataclass(frozen=True, slots=True)
class Land:
    """What the rows of one number share: a place, its telephone numbers (kept free for examples) and its money."""

    street: str
    city: str
    state: str
    country: str
    post_code: str
    latitude: str
    longitude: str
    country_code: str
    calling_code: str
    phone: str
    currency: str


_LANDS = (
    Land("1 Example Road", "London", "England", "United Kingdom", "EC1A 1BB", "51.5", "-0.1", "GB", "+44", "2079460101", "GBP"),
    Land("2 rue de l'Exemple", "Paris", "Île-de-France", "France", "75001", "48.862", "2.336", "FR", "+33", "639980102", "EUR"),
    Land("Beispielstraße 3", "Berlin", "Berlin", "Germany", "10115", "52.532", "13.384", "DE", "+49", "3023125103", "EUR"),
)  # fmt: skip
ROWS = len(_LANDS)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an example stands: the object, the column of one of its fields, and the number of the row, from 1."""

    obj: ObjectMetadata
    field: Field
    column: Column
    number: int

    @property
    def land(self) -> Land:
        """The place this row is about."""
        return _LANDS[(self.number - 1) % ROWS]

    @property
    def words(self) -> str:
        """A text no other row has: "Company 1 name"."""
        return f"{self.obj.label_singular} {self.number} {self.field.label.lower()}"

    @property
    def host(self) -> str:
        """A host name of this row alone, in a domain kept free for examples."""
        return f"{self.record}.example.com"

    @property
    def record(self) -> str:
        """A short name of the record: "company-1"."""
        return f"{slug(self.obj.name_singular)}-{self.number}"

    @property
    def day(self) -> date:
        """A day for this row; the dates of a row stand in the order of their fields."""
        moments = [field.name for field in self.obj.fields if field.type in _MOMENTS]
        return _FIRST_DAY + timedelta(days=7 * self.number + moments.index(self.field.name))

    @property
    def is_unique(self) -> bool:
        """Whether no two records share a value of this field."""
        return any(index.fields == (self.field.name,) for index in self.obj.unique_indexes)

    @property
    def takes_decimals(self) -> bool:
        """Whether the field is shown with decimals."""
        return self.field.type is FieldType.NUMERIC or bool(self.field.settings.get("decimals"))

    @property
    def takes_several(self) -> bool:
        """Whether the field holds more than one value."""
        return self.field.settings.get("maxNumberOfValues") != 1


def example_id(obj: ObjectMetadata, number: int, name: str = "id") -> str:
    """Return the id of an example record: always the same, so that a template loaded twice meets itself."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.com/{obj.name_singular}/{name}/{number}"))


def slug(name: str) -> str:
    """Return a name in lower case, its words joined by hyphens."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).strip("-")
