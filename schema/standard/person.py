"""The standard object person."""

from __future__ import annotations

from schema.field_types import FieldType
from schema.model import Field, ManyToOne, ObjectMetadata, OneToMany, UniqueIndex
from schema.system_fields import system_fields

PERSON = ObjectMetadata(
    "person",
    "people",
    "Person",
    "People",
    (
        *system_fields("Person"),
        Field("name", FieldType.FULL_NAME, "Name", icon="IconUser", description="Contact's name"),
        Field(
            "emails",
            FieldType.EMAILS,
            "Emails",
            icon="IconMail",
            description="Contact's Emails",
            settings={"maxNumberOfValues": 1},
        ),
        Field("linkedinLink", FieldType.LINKS, "Linkedin", icon="IconBrandLinkedin", description="Contact's Linkedin account"),
        Field("jobTitle", FieldType.TEXT, "Job Title", icon="IconBriefcase", description="Contact's job title"),
        Field(
            "phones",
            FieldType.PHONES,
            "Phones",
            icon="IconPhone",
            description="Contact's phone numbers",
            settings={"maxNumberOfValues": 1},
        ),
        Field("avatarUrl", FieldType.TEXT, "Avatar", icon="IconFileUpload", description="Contact's avatar", system=True),
        Field(
            "avatarFile",
            FieldType.FILES,
            "Avatar File",
            icon="IconFileUpload",
            description="Contact's avatar file",
            settings={"maxNumberOfValues": 1},
            system=True,
        ),
        OneToMany(
            "attachments",
            "attachment",
            "target",
            "Attachments",
            icon="IconFileImport",
            description="Attachments linked to the contact.",
        ),
        ManyToOne("company", "company", "people", "Company", icon="IconBuildingSkyscraper", description="Contact's company"),
        OneToMany("noteTargets", "noteTarget", "target", "Notes", icon="IconNotes", description="Notes tied to the contact"),
        OneToMany(
            "pointOfContactForOpportunities",
            "opportunity",
            "pointOfContact",
            "Opportunities",
            icon="IconTargetArrow",
            description="List of opportunities for which that person is the point of contact",
        ),
        OneToMany("taskTargets", "taskTarget", "target", "Tasks", icon="IconCheckbox", description="Tasks tied to the contact"),
        OneToMany(
            "timelineActivities",
            "timelineActivity",
            "target",
            "Events",
            icon="IconTimelineEvent",
            description="Events linked to the person",
        ),
        Field("city", FieldType.TEXT, "City", icon="IconMap", description="City", legacy=True),
        Field("xLink", FieldType.LINKS, "X", icon="IconBrandX", description="The X/Twitter account", legacy=True),
    ),
    icon="IconUser",
    description="A person",
    unique_indexes=(UniqueIndex(("emails",)),),
    label_identifier="name",
    duplicate_criteria=(
        (
            "nameFirstName",
            "nameLastName",
        ),
        ("linkedinLinkPrimaryLinkUrl",),
        ("emailsPrimaryEmail",),
    ),
    search_fields=(
        "name",
        "emails",
        "phones",
        "jobTitle",
    ),
    searchable=True,
)
