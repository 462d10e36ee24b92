"""The standard object company."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany, UniqueIndex
from schema.system_fields import system_fields

COMPANY = ObjectMetadata(
    "company",
    "companies",
    "Company",
    "Companies",
    (
        *system_fields("Company"),
        Field("name", FieldType.TEXT, "Name", icon="IconBuildingSkyscraper", description="The company name"),
        Field(
            "domainName",
            FieldType.LINKS,
            "Domain Name",
            icon="IconLink",
            description="The company website URL. We use this url to fetch the company icon",
            settings={"maxNumberOfValues": 1},
        ),
        Field("address", FieldType.ADDRESS, "Address", icon="IconMap", description="Address of the company"),
        Field(
            "linkedinLink", FieldType.LINKS, "Linkedin", icon="IconBrandLinkedin", description="The company Linkedin account"
        ),
        Field(
            "annualRevenue",
            FieldType.CURRENCY,
            "Annual Revenue",
            icon="IconMoneybag",
            description="The company's total annual revenue",
        ),
        OneToMany(
            "attachments",
            "attachment",
            "target",
            "Attachments",
            icon="IconFileImport",
            description="Attachments linked to the company",
        ),
        OneToMany("people", "person", "company", "People", icon="IconUsers", description="People linked to the company."),
        ManyToOne(
            "accountOwner",
            "workspaceMember",
            "accountOwnerForCompanies",
            "Account Owner",
            icon="IconUserCircle",
            description="Your team member responsible for managing the company account",
        ),
        OneToMany(
            "taskTargets",
            "taskTarget",
            "target",
            "Tasks",
            icon="IconCheckbox",
            description="Tasks tied to the company",
            ui_editable=False,
        ),
        OneToMany(
            "noteTargets",
            "noteTarget",
            "target",
            "Notes",
            icon="IconNotes",
            description="Notes tied to the company",
            ui_editable=False,
        ),
        OneToMany(
            "opportunities",
            "opportunity",
            "company",
            "Opportunities",
            icon="IconTargetArrow",
            description="Opportunities linked to the company.",
        ),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Timeline Activities",
            icon="IconTimelineEvent",
            description="Timeline Activities linked to the company",
        ),
        Field(
            "employees",
            FieldType.NUMBER,
            "Employees",
            icon="IconUsers",
            description="Number of employees in the company",
            legacy=True,
        ),
        Field(
            "annualRecurringRevenue",
            FieldType.CURRENCY,
            "ARR",
            icon="IconMoneybag",
            description="Annual Recurring Revenue",
            legacy=True,
        ),
        Field(
            "idealCustomerProfile",
            FieldType.BOOLEAN,
            "ICP",
            icon="IconTarget",
            description="Ideal Customer Profile",
            legacy=True,
        ),
        Field("xLink", FieldType.LINKS, "X", icon="IconBrandX", description="The X/Twitter account", legacy=True),
    ),
    icon="IconBuildingSkyscraper",
    description="A company",
    unique_indexes=(UniqueIndex(("domainName",)),),
    label_identifier="name",
    duplicate_criteria=(
        ("name",),
        ("domainNamePrimaryLinkUrl",),
    ),
    search_fields=(
        "name",
        "domainName",
    ),
    searchable=True,
)
