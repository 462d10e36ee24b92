"""The record types of the ordinary server and how ORM rows become them."""

from __future__ import annotations

from typing import Generic, TypeVar

import ordinary_models as models
import strawberry
from ordinary_composites import (
    UUID,
    Actor,
    Address,
    BigFloat,
    ConnectionCursor,
    Currency,
    Cursor,
    DateTime,
    Emails,
    FullName,
    Links,
    Phones,
    Position,
    actor,
    currency,
    links,
)
from ordinary_context import Context
from ordinary_paging import Page
from strawberry.scalars import JSON
from strawberry.types import Info

Node = TypeVar("Node")


@strawberry.type
class PageInfo:
    """Where a page stands."""

    start_cursor: ConnectionCursor | None
    end_cursor: ConnectionCursor | None
    has_next_page: bool
    has_previous_page: bool


@strawberry.type
class Edge(Generic[Node]):
    """A record and its cursor."""

    node: Node
    cursor: Cursor


@strawberry.type
class Connection(Generic[Node]):
    """A page of records."""

    edges: list[Edge[Node]]
    page_info: PageInfo
    page: strawberry.Private[Page]

    @strawberry.field
    async def total_count(self, info: Info[Context, None]) -> int:
        """Count every record that matches, when asked."""
        return await self.page.count(info.context.sessions)


@strawberry.type
class Company:
    """A company."""

    id: UUID
    created_at: DateTime
    updated_at: DateTime
    deleted_at: DateTime | None
    created_by: Actor
    updated_by: Actor
    position: Position
    name: str
    domain_name: Links
    address: Address
    linkedin_link: Links
    annual_revenue: Currency
    account_owner_id: UUID | None
    employees: float | None
    annual_recurring_revenue: Currency
    ideal_customer_profile: bool | None
    x_link: Links

    @strawberry.field
    async def people(self, info: Info[Context, None], first: int = 60) -> Connection[Person]:
        """Return the first people of the company, loaded for all companies of the answer at once."""
        return people(await info.context.people_of.load((self.id, first)))


@strawberry.type
class Person:
    """A person."""

    id: UUID
    created_at: DateTime
    updated_at: DateTime
    deleted_at: DateTime | None
    created_by: Actor
    updated_by: Actor
    position: Position
    name: FullName
    emails: Emails
    linkedin_link: Links
    job_title: str
    phones: Phones
    avatar_url: str
    company_id: UUID | None
    city: str
    x_link: Links

    @strawberry.field
    async def company(self, info: Info[Context, None]) -> Company | None:
        """Return the company, loaded for all people of the answer at once."""
        row = await info.context.companies.load(self.company_id) if self.company_id else None
        return company(row) if row else None


def company(row: models.Company) -> Company:
    """Return a row as a company."""
    return Company(
        id=UUID(row.id),
        created_at=DateTime(row.created_at),
        updated_at=DateTime(row.updated_at),
        deleted_at=DateTime(row.deleted_at) if row.deleted_at else None,
        created_by=_created_by(row),
        updated_by=_updated_by(row),
        position=Position(row.position),
        name=row.name or "",
        domain_name=links(row.domain_label, row.domain_url, row.domain_secondary),
        address=_address(row),
        linkedin_link=links(row.linkedin_label, row.linkedin_url, row.linkedin_secondary),
        annual_revenue=currency(row.revenue_micros, row.revenue_currency),
        account_owner_id=UUID(row.account_owner_id) if row.account_owner_id else None,
        employees=row.employees,
        annual_recurring_revenue=currency(row.recurring_micros, row.recurring_currency),
        ideal_customer_profile=row.ideal_customer_profile,
        x_link=links(row.x_label, row.x_url, row.x_secondary),
    )


def person(row: models.Person) -> Person:
    """Return a row as a person."""
    return Person(
        id=UUID(row.id),
        created_at=DateTime(row.created_at),
        updated_at=DateTime(row.updated_at),
        deleted_at=DateTime(row.deleted_at) if row.deleted_at else None,
        created_by=_created_by(row),
        updated_by=_updated_by(row),
        position=Position(row.position),
        name=FullName(first_name=row.first_name or "", last_name=row.last_name or ""),
        emails=Emails(primary_email=row.email or "", additional_emails=JSON(row.additional_emails or [])),
        linkedin_link=links(row.linkedin_label, row.linkedin_url, row.linkedin_secondary),
        job_title=row.job_title or "",
        phones=_phones(row),
        avatar_url=row.avatar_url or "",
        company_id=UUID(row.company_id) if row.company_id else None,
        city=row.city or "",
        x_link=links(row.x_label, row.x_url, row.x_secondary),
    )


def companies(page: Page) -> Connection[Company]:
    """Return a page of rows as a connection of companies."""
    edges = [Edge(node=company(row), cursor=Cursor(cursor)) for row, cursor in zip(page.rows, page.cursors, strict=True)]
    return Connection(edges=edges, page_info=_page_info(page), page=page)


def people(page: Page) -> Connection[Person]:
    """Return a page of rows as a connection of people."""
    edges = [Edge(node=person(row), cursor=Cursor(cursor)) for row, cursor in zip(page.rows, page.cursors, strict=True)]
    return Connection(edges=edges, page_info=_page_info(page), page=page)


def _page_info(page: Page) -> PageInfo:
    start, end = (ConnectionCursor(page.cursors[place]) if page.cursors else None for place in (0, -1))
    return PageInfo(start_cursor=start, end_cursor=end, has_next_page=page.has_next, has_previous_page=False)


def _created_by(row: models.Record) -> Actor:
    return actor(row.created_by_source, row.created_by_workspace_member_id, row.created_by_name, row.created_by_context)


def _updated_by(row: models.Record) -> Actor:
    return actor(row.updated_by_source, row.updated_by_workspace_member_id, row.updated_by_name, row.updated_by_context)


def _address(row: models.Company) -> Address:
    return Address(
        address_street1=row.street1 or "",
        address_street2=row.street2 or "",
        address_city=row.city or "",
        address_postcode=row.postcode or "",
        address_state=row.state or "",
        address_country=row.country or "",
        address_lat=None if row.lat is None else BigFloat(row.lat),
        address_lng=None if row.lng is None else BigFloat(row.lng),
    )


def _phones(row: models.Person) -> Phones:
    return Phones(
        primary_phone_number=row.phone_number or "",
        primary_phone_country_code=row.phone_country or "",
        primary_phone_calling_code=row.phone_calling or "",
        additional_phones=JSON(row.additional_phones or []),
    )
