"""The ORM models of the ordinary server, mapped onto the company and person tables of the database it is given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Float, ForeignKey, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column


class Base(DeclarativeBase):
    """The registry of the models."""


def _text(column: str) -> MappedColumn[str | None]:
    return mapped_column(column, String)


def _json(column: str) -> MappedColumn[Any]:
    return mapped_column(column, JSON(none_as_null=True))


class Record:
    """The columns every record has."""

    id: Mapped[str] = mapped_column("id", String, primary_key=True)
    created_at: Mapped[str] = mapped_column("createdAt", String)
    updated_at: Mapped[str] = mapped_column("updatedAt", String)
    deleted_at: Mapped[str | None] = mapped_column("deletedAt", String)
    created_by_source: Mapped[str] = mapped_column("createdBySource", String)
    created_by_workspace_member_id: Mapped[str | None] = mapped_column("createdByWorkspaceMemberId", String)
    created_by_name: Mapped[str] = mapped_column("createdByName", String)
    created_by_context: Mapped[Any] = mapped_column("createdByContext", JSON(none_as_null=True))
    updated_by_source: Mapped[str] = mapped_column("updatedBySource", String)
    updated_by_workspace_member_id: Mapped[str | None] = mapped_column("updatedByWorkspaceMemberId", String)
    updated_by_name: Mapped[str] = mapped_column("updatedByName", String)
    updated_by_context: Mapped[Any] = mapped_column("updatedByContext", JSON(none_as_null=True))
    position: Mapped[float] = mapped_column("position", Float)


class Company(Record, Base):
    """A row of the table company."""

    __tablename__ = "company"

    name: Mapped[str | None] = mapped_column("name", String)
    domain_label: Mapped[str | None] = _text("domainNamePrimaryLinkLabel")
    domain_url: Mapped[str | None] = _text("domainNamePrimaryLinkUrl")
    domain_secondary: Mapped[Any] = _json("domainNameSecondaryLinks")
    street1: Mapped[str | None] = _text("addressAddressStreet1")
    street2: Mapped[str | None] = _text("addressAddressStreet2")
    city: Mapped[str | None] = _text("addressAddressCity")
    postcode: Mapped[str | None] = _text("addressAddressPostcode")
    state: Mapped[str | None] = _text("addressAddressState")
    country: Mapped[str | None] = _text("addressAddressCountry")
    lat: Mapped[float | None] = mapped_column("addressAddressLat", Float)
    lng: Mapped[float | None] = mapped_column("addressAddressLng", Float)
    linkedin_label: Mapped[str | None] = _text("linkedinLinkPrimaryLinkLabel")
    linkedin_url: Mapped[str | None] = _text("linkedinLinkPrimaryLinkUrl")
    linkedin_secondary: Mapped[Any] = _json("linkedinLinkSecondaryLinks")
    revenue_micros: Mapped[int | None] = mapped_column("annualRevenueAmountMicros", BigInteger)
    revenue_currency: Mapped[str | None] = _text("annualRevenueCurrencyCode")
    account_owner_id: Mapped[str | None] = _text("accountOwnerId")
    employees: Mapped[int | None] = mapped_column("employees", Integer)
    recurring_micros: Mapped[int | None] = mapped_column("annualRecurringRevenueAmountMicros", BigInteger)
    recurring_currency: Mapped[str | None] = _text("annualRecurringRevenueCurrencyCode")
    ideal_customer_profile: Mapped[bool | None] = mapped_column("idealCustomerProfile", Boolean)
    x_label: Mapped[str | None] = _text("xLinkPrimaryLinkLabel")
    x_url: Mapped[str | None] = _text("xLinkPrimaryLinkUrl")
    x_secondary: Mapped[Any] = _json("xLinkSecondaryLinks")


class Person(Record, Base):
    """A row of the table person."""

    __tablename__ = "person"

    first_name: Mapped[str | None] = _text("nameFirstName")
    last_name: Mapped[str | None] = _text("nameLastName")
    email: Mapped[str | None] = _text("emailsPrimaryEmail")
    additional_emails: Mapped[Any] = _json("emailsAdditionalEmails")
    linkedin_label: Mapped[str | None] = _text("linkedinLinkPrimaryLinkLabel")
    linkedin_url: Mapped[str | None] = _text("linkedinLinkPrimaryLinkUrl")
    linkedin_secondary: Mapped[Any] = _json("linkedinLinkSecondaryLinks")
    job_title: Mapped[str | None] = _text("jobTitle")
    phone_number: Mapped[str | None] = _text("phonesPrimaryPhoneNumber")
    phone_country: Mapped[str | None] = _text("phonesPrimaryPhoneCountryCode")
    phone_calling: Mapped[str | None] = _text("phonesPrimaryPhoneCallingCode")
    additional_phones: Mapped[Any] = _json("phonesAdditionalPhones")
    avatar_url: Mapped[str | None] = _text("avatarUrl")
    avatar_file: Mapped[Any] = _json("avatarFile")
    company_id: Mapped[str | None] = mapped_column("companyId", ForeignKey("company.id"))
    city: Mapped[str | None] = _text("city")
    x_label: Mapped[str | None] = _text("xLinkPrimaryLinkLabel")
    x_url: Mapped[str | None] = _text("xLinkPrimaryLinkUrl")
    x_secondary: Mapped[Any] = _json("xLinkSecondaryLinks")
