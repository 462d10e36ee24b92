"""The filter and order inputs of the ordinary server and the conditions they mean."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import strawberry
from ordinary_composites import UUID, DateTime
from ordinary_models import Company, Person
from ordinary_paging import Order
from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import InstrumentedAttribute


@strawberry.enum
class OrderByDirection(Enum):
    """A direction and the place of empty values."""

    AscNullsFirst = "AscNullsFirst"
    AscNullsLast = "AscNullsLast"
    DescNullsFirst = "DescNullsFirst"
    DescNullsLast = "DescNullsLast"


@strawberry.input
class StringFilter:
    """Operators on text."""

    eq: str | None = None
    neq: str | None = None
    in_: list[str] | None = strawberry.field(default=None, name="in")
    gte: str | None = None
    lt: str | None = None
    like: str | None = None
    ilike: str | None = None


@strawberry.input
class UUIDFilter:
    """Operators on ids."""

    eq: UUID | None = None
    neq: UUID | None = None
    in_: list[UUID] | None = strawberry.field(default=None, name="in")


@strawberry.input
class DateTimeFilter:
    """Operators on moments."""

    eq: DateTime | None = None
    gt: DateTime | None = None
    gte: DateTime | None = None
    lt: DateTime | None = None
    lte: DateTime | None = None


@strawberry.input
class LinksFilterInput:
    """Filters on links."""

    primary_link_url: StringFilter | None = None


@strawberry.input
class EmailsFilterInput:
    """Filters on e-mail addresses."""

    primary_email: StringFilter | None = None


@strawberry.input
class CompanyFilterInput:
    """Filters on companies; all given parts must hold."""

    id: UUIDFilter | None = None
    created_at: DateTimeFilter | None = None
    name: StringFilter | None = None
    domain_name: LinksFilterInput | None = None
    and_: list[CompanyFilterInput] | None = strawberry.field(default=None, name="and")
    or_: list[CompanyFilterInput] | None = strawberry.field(default=None, name="or")

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the columns of company."""
        found = [*_compare(Company.id, self.id), *_compare(Company.created_at, self.created_at)]
        found += _compare(Company.name, self.name)
        if self.domain_name:
            found += _compare(Company.domain_url, self.domain_name.primary_link_url)
        return found + _combined(self.and_, self.or_)


@strawberry.input
class PersonFilterInput:
    """Filters on people; all given parts must hold."""

    id: UUIDFilter | None = None
    created_at: DateTimeFilter | None = None
    city: StringFilter | None = None
    emails: EmailsFilterInput | None = None
    company_id: UUIDFilter | None = None
    and_: list[PersonFilterInput] | None = strawberry.field(default=None, name="and")
    or_: list[PersonFilterInput] | None = strawberry.field(default=None, name="or")

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the columns of person."""
        found = [*_compare(Person.id, self.id), *_compare(Person.created_at, self.created_at)]
        found += _compare(Person.city, self.city)
        found += _compare(Person.company_id, self.company_id)
        if self.emails:
            found += _compare(Person.email, self.emails.primary_email)
        return found + _combined(self.and_, self.or_)


@strawberry.input
class CompanyOrderByInput:
    """What companies are ordered by."""

    name: OrderByDirection | None = None
    created_at: OrderByDirection | None = None

    def order(self) -> Order | None:
        """Return the column and its direction."""
        return _order(("name", Company.name, self.name), ("createdAt", Company.created_at, self.created_at))


@strawberry.input
class PersonOrderByInput:
    """What people are ordered by."""

    city: OrderByDirection | None = None
    created_at: OrderByDirection | None = None

    def order(self) -> Order | None:
        """Return the column and its direction."""
        return _order(("city", Person.city, self.city), ("createdAt", Person.created_at, self.created_at))


Filters = list[CompanyFilterInput] | list[PersonFilterInput]


def _compare(column: InstrumentedAttribute[Any], given: Any) -> Iterator[ColumnElement[bool]]:
    if given is None:
        return
    operators = {
        "eq": column.__eq__,
        "neq": column.__ne__,
        "in_": column.in_,
        "gt": column.__gt__,
        "gte": column.__ge__,
        "lt": column.__lt__,
        "lte": column.__le__,
        "like": column.like,
        "ilike": column.ilike,
    }
    for name, operator in operators.items():
        value = getattr(given, name, None)
        if value is not None:
            yield operator(value)


def _combined(all_of: Filters | None, any_of: Filters | None) -> list[ColumnElement[bool]]:
    found = [condition for part in all_of or [] for condition in part.conditions()]
    return [*found, or_(*(and_(*part.conditions()) for part in any_of))] if any_of else found


def _order(*fields: tuple[str, InstrumentedAttribute[Any], OrderByDirection | None]) -> Order | None:
    for name, column, direction in fields:
        if direction:
            return Order(name, column, direction.value.startswith("Desc"), direction.value.endswith("First"))
    return None
