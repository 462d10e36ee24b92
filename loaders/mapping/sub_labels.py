"""The labels of composite sub-fields, in the order Twenty's files show them."""

from __future__ import annotations

from types import MappingProxyType

from schema.field_types import FieldType

SUB_LABELS = MappingProxyType(
    {
        FieldType.FULL_NAME: (("firstName", "First Name"), ("lastName", "Last Name")),
        FieldType.EMAILS: (("primaryEmail", "Primary Email"), ("additionalEmails", "Additional Emails")),
        FieldType.PHONES: (
            ("primaryPhoneNumber", "Primary Phone Number"),
            ("primaryPhoneCountryCode", "Primary Phone Country Code"),
            ("primaryPhoneCallingCode", "Primary Phone Calling Code"),
            ("additionalPhones", "Additional Phones"),
        ),
        FieldType.LINKS: (
            ("primaryLinkLabel", "Link Label"),
            ("primaryLinkUrl", "Link URL"),
            ("secondaryLinks", "Secondary Links"),
        ),
        FieldType.CURRENCY: (("amountMicros", "Amount"), ("currencyCode", "Currency")),
        FieldType.ADDRESS: (
            ("addressStreet1", "Address 1"),
            ("addressStreet2", "Address 2"),
            ("addressCity", "City"),
            ("addressState", "State"),
            ("addressCountry", "Country"),
            ("addressPostcode", "Post Code"),
            ("addressLat", "Latitude"),
            ("addressLng", "Longitude"),
        ),
        FieldType.ACTOR: (
            ("source", "Source"),
            ("name", "Name"),
            ("workspaceMemberId", "Workspace Member"),
            ("context", "Context"),
        ),
        FieldType.RICH_TEXT: (("blocknote", "BlockNote"), ("markdown", "Markdown")),
    }
)
"""Per composite type its (sub-field, label) pairs, in the order of an export."""

UNIQUE_SUB_FIELD = MappingProxyType({FieldType.EMAILS: "primaryEmail", FieldType.LINKS: "primaryLinkUrl"})
"""The one sub-field that makes a composite of this type unique; other composites need several."""
