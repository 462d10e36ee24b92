"""The create inputs of the ordinary server and the columns they set."""

from __future__ import annotations

from typing import Any

import strawberry
from ordinary_composites import BigFloat, DateTime
from strawberry.scalars import JSON

Columns = dict[str, Any]


@strawberry.input
class LinksCreateInput:
    """A primary link and more of them."""

    primary_link_label: str | None = None
    primary_link_url: str | None = None
    secondary_links: JSON | None = None

    def columns(self, prefix: str) -> Columns:
        """Return the columns, the host in lower case."""
        label, url = self.primary_link_label or None, self.primary_link_url or None
        if url and "://" in url:
            scheme, _, rest = url.partition("://")
            host, slash, path = rest.partition("/")
            url = f"{scheme.lower()}://{host.lower()}{slash}{path}".removesuffix("/")
        return {f"{prefix}_label": label, f"{prefix}_url": url, f"{prefix}_secondary": self.secondary_links or None}


@strawberry.input
class AddressCreateInput:
    """A postal address."""

    address_street1: str | None = None
    address_street2: str | None = None
    address_city: str | None = None
    address_postcode: str | None = None
    address_state: str | None = None
    address_country: str | None = None
    address_lat: BigFloat | None = None
    address_lng: BigFloat | None = None

    def columns(self) -> Columns:
        """Return the columns."""
        return {
            "street1": self.address_street1 or None,
            "street2": self.address_street2 or None,
            "city": self.address_city or None,
            "postcode": self.address_postcode or None,
            "state": self.address_state or None,
            "country": self.address_country or None,
            "lat": self.address_lat,
            "lng": self.address_lng,
        }


@strawberry.input
class CurrencyCreateInput:
    """An amount of money."""

    amount_micros: BigFloat | None = None
    currency_code: str | None = None

    def columns(self, prefix: str) -> Columns:
        """Return the columns."""
        return {f"{prefix}_micros": self.amount_micros, f"{prefix}_currency": self.currency_code or None}


@strawberry.input
class FullNameCreateInput:
    """The name of a person."""

    first_name: str | None = None
    last_name: str | None = None


@strawberry.input
class EmailsCreateInput:
    """A primary e-mail address and more of them."""

    primary_email: str | None = None
    additional_emails: JSON | None = None


@strawberry.input
class PhonesCreateInput:
    """A primary phone number and more of them."""

    primary_phone_number: str | None = None
    primary_phone_country_code: str | None = None
    primary_phone_calling_code: str | None = None
    additional_phones: JSON | None = None


@strawberry.input
class CompanyCreateInput:
    """A company to create."""

    id: strawberry.ID | None = None
    created_at: DateTime | None = None
    name: str | None = None
    domain_name: LinksCreateInput | None = None
    address: AddressCreateInput | None = None
    linkedin_link: LinksCreateInput | None = None
    annual_revenue: CurrencyCreateInput | None = None
    account_owner_id: strawberry.ID | None = None
    employees: float | None = None
    annual_recurring_revenue: CurrencyCreateInput | None = None
    ideal_customer_profile: bool | None = None
    x_link: LinksCreateInput | None = None

    def columns(self) -> Columns:
        """Return the columns that are given."""
        found: Columns = {"id": self.id, "created_at": self.created_at, "name": self.name, "employees": self.employees}
        found |= {"account_owner_id": self.account_owner_id, "ideal_customer_profile": self.ideal_customer_profile}
        found = {name: value for name, value in found.items() if value is not None}
        found |= self.domain_name.columns("domain") if self.domain_name else {}
        found |= self.address.columns() if self.address else {}
        found |= self.linkedin_link.columns("linkedin") if self.linkedin_link else {}
        found |= self.annual_revenue.columns("revenue") if self.annual_revenue else {}
        found |= self.annual_recurring_revenue.columns("recurring") if self.annual_recurring_revenue else {}
        found |= self.x_link.columns("x") if self.x_link else {}
        return found


@strawberry.input
class PersonCreateInput:
    """A person to create."""

    id: strawberry.ID | None = None
    created_at: DateTime | None = None
    name: FullNameCreateInput | None = None
    emails: EmailsCreateInput | None = None
    linkedin_link: LinksCreateInput | None = None
    job_title: str | None = None
    phones: PhonesCreateInput | None = None
    avatar_url: str | None = None
    company_id: strawberry.ID | None = None
    city: str | None = None
    x_link: LinksCreateInput | None = None

    def columns(self) -> Columns:
        """Return the columns that are given."""
        found: Columns = {"id": self.id, "created_at": self.created_at, "job_title": self.job_title, "city": self.city}
        found |= {"company_id": self.company_id, "avatar_url": self.avatar_url}
        found = {name: value for name, value in found.items() if value is not None}
        if self.name:
            found |= {"first_name": self.name.first_name or None, "last_name": self.name.last_name or None}
        if self.emails:
            found["email"] = self.emails.primary_email.lower() if self.emails.primary_email else None
            found["additional_emails"] = self.emails.additional_emails or None
        if self.phones:
            found |= {
                "phone_number": self.phones.primary_phone_number or None,
                "phone_country": self.phones.primary_phone_country_code or None,
                "phone_calling": self.phones.primary_phone_calling_code or None,
                "additional_phones": self.phones.additional_phones or None,
            }
        found |= self.linkedin_link.columns("linkedin") if self.linkedin_link else {}
        found |= self.x_link.columns("x") if self.x_link else {}
        return found
