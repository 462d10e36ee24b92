"""Headings find their fields."""

from __future__ import annotations

import pytest

from loaders.errors import MappingError
from loaders.mapping.columns import export_columns
from loaders.mapping.headings import match_headings
from loaders.mapping.mapping import Rule
from tests.spec.loader_model import MODEL, columns_of, mapping_of, path_of


@pytest.mark.parametrize(
    ("object_name", "heading", "path"),
    [
        ("person", "Emails / Primary Email", "emails.primaryEmail"),
        ("person", "Name / First Name", "name.firstName"),
        ("person", "Job Title", "jobTitle"),
        ("company", "Annual Revenue / Amount", "annualRevenue.amount"),
        ("company", "Annual Revenue Amount", "annualRevenue.amount"),
        ("company", "Annual Revenue / Amount Micros", "micros:annualRevenue.amountMicros"),
        ("company", "annualRevenue.amountMicros", "micros:annualRevenue.amountMicros"),
        ("company", "Annual Revenue AmountMicros", "micros:annualRevenue.amountMicros"),
        ("company", "annualRevenueAmountMicros", "micros:annualRevenue.amountMicros"),
        ("person", "Id", "id"),
        ("person", "ID", "id"),
        ("person", "id", "id"),
        ("person", "Emails PrimaryEmail", "emails.primaryEmail"),
        ("person", "Emails primaryEmail", "emails.primaryEmail"),
        ("person", "emails.primaryEmail", "emails.primaryEmail"),
        ("person", "emailsPrimaryEmail", "emails.primaryEmail"),
        ("person", "Company Id", "companyId"),
        ("person", "Company ID", "companyId"),
        ("person", "Company (ID)", "companyId"),
        ("person", "Company / Id", "companyId"),
        ("person", "companyId", "companyId"),
        ("person", "Company / Domain Name / Link URL", "company.domainName.primaryLinkUrl"),
        ("person", "company.domainName.primaryLinkUrl", "company.domainName.primaryLinkUrl"),
        ("company", "Account Owner / User Email", "accountOwner.userEmail"),
        ("opportunity", "Point of Contact / Emails / Primary Email", "pointOfContact.emails.primaryEmail"),
        ("opportunity", "Owner Id", "ownerId"),
        ("task", "Body / Markdown", "bodyV2.markdown"),
        ("noteTarget", "targetCompanyId", "targetCompanyId"),
        ("person", "\ufeffJob Title", "jobTitle"),
        ("person", "\u200dJob Title", "jobTitle"),
        ("person", ' "Job Title" ', "jobTitle"),
        ("person", "job_title", "jobTitle"),
        ("person", "JOB-TITLES", "jobTitle"),
        ("person", "e-mail / primary e-mail", "emails.primaryEmail"),
        ("person", "LinkedIn / Link URL", "linkedinLink.primaryLinkUrl"),
    ],
)
def test_every_documented_spelling_of_a_heading_leads_to_its_field(object_name: str, heading: str, path: str) -> None:
    """Labels, export headings old and new, API paths, column names and plain words all name a field."""
    assert path == path_of(object_name, heading)


def test_two_headings_of_one_field_are_refused_by_name() -> None:
    """A field takes one column, so two spellings of it in one file stop the run and both are named."""
    with pytest.raises(MappingError, match=r'"Emails / Primary Email" \(column 1\).*"emails.primaryEmail" \(column 3\)'):
        mapping_of("person", "Emails / Primary Email", "Job Title", "emails.primaryEmail")


def test_an_amount_in_units_and_in_millionths_fill_one_place() -> None:
    """The two ways to write an amount are one field."""
    with pytest.raises(MappingError, match=r"both fill annualRevenue\.amountMicros"):
        mapping_of("company", "Annual Revenue / Amount", "annualRevenue.amountMicros")


def test_two_references_of_one_relation_are_refused() -> None:
    """An id and a domain of the same company may contradict each other, so one column must go."""
    with pytest.raises(MappingError, match="both fill companyId"):
        mapping_of("person", "Company Id", "Company / Domain Name / Link URL")


def test_a_label_of_two_fields_is_refused_with_both() -> None:
    """A tie is never resolved silently: a label that two fields share stops the run."""
    columns = columns_of("timelineActivity", history=True)
    assert ["createdAt", "happensAt"] == sorted(column.path for column in columns if column.label == "Creation date")

    with pytest.raises(MappingError, match=r"createdAt and happensAt|happensAt and createdAt"):
        match_headings(["Creation date"], columns)


def test_equal_headings_are_refused_until_they_are_told_apart() -> None:
    """Two columns of one name cannot be known apart by it, whether they name a field or not."""
    with pytest.raises(MappingError, match=r'"Shoe size" stands in columns 2 and 3.*"Shoe size#1" and "Shoe size#2"'):
        mapping_of("person", "Job Title", "Shoe size", "Shoe size")


def test_every_question_is_asked_at_once() -> None:
    """A file with several doubts is refused once, with all of them."""
    with pytest.raises(MappingError, match=r"both fill jobTitle(.|\n)*both fill emails\.primaryEmail"):
        mapping_of("person", "Job Title", "jobTitle", "Emails / Primary Email", "emailsPrimaryEmail")


def test_an_exact_name_goes_before_what_people_call_a_field() -> None:
    """A synonym gives way to the label, and the plan says which column has the field."""
    mapping = mapping_of("person", "Title", "Job Title")

    assert [("Job Title", "jobTitle")] == [(mapped.heading, mapped.column.path) for mapped in mapping.columns]
    assert 'means Job Title, which "Job Title" (column 2) fills' == mapping.left_out[0].reason


def test_of_two_synonyms_the_preferred_one_is_taken() -> None:
    """Synonyms have an order: a business phone goes before a mobile one."""
    mapping = mapping_of("person", "Mobile Phone", "Business Phone")

    assert ["Business Phone"] == [mapped.heading for mapped in mapping.columns]


def test_two_spellings_of_one_synonym_are_a_tie() -> None:
    """Nothing but the order of the columns would decide between them, so nothing does."""
    with pytest.raises(MappingError, match=r'"E-mail" \(column 1\) and "email" \(column 2\) both fill emails\.primaryEmail'):
        mapping_of("person", "E-mail", "email")


def test_a_column_without_cells_gives_way() -> None:
    """Two names of one field are no contradiction where only one of them holds anything."""
    mapping = match_headings(["Phone", "Mobile"], columns_of("person"), samples={0: (), 1: ("+33612345678",)})

    assert [("Mobile", "phones.primaryPhoneNumber")] == [(mapped.heading, mapped.column.path) for mapped in mapping.columns]


def test_two_columns_that_name_one_related_record_are_asked_about() -> None:
    """For one relation one column is filled, whatever the rules that lead to it."""
    with pytest.raises(MappingError, match=r'"Owner \/ User Email".*"Deal owner".*both fill ownerId'):
        mapping_of("opportunity", "Owner / User Email", "Deal owner")


def test_a_guess_carries_its_reason() -> None:
    """Every mapped column knows its rule, how sure it is, and cells of it."""
    cells = ("a@example.com", "b@example.com", "c@example.com", "d@example.com")
    guess = match_headings(["E-Mail"], columns_of("person"), samples={0: cells}).columns[0].guess

    assert (Rule.WORDS, 0.9, cells[:3]) == (guess.rule, guess.score, guess.samples)


def test_likeness_is_used_only_if_somebody_agrees() -> None:
    """A heading that only resembles a name is a guess: offered, counted apart, and used on request."""
    headings, samples = ["Name", "Close dat"], {0: ("x",), 1: ("2024-03-01",)}
    refused = match_headings(headings, columns_of("opportunity"), samples=samples)
    agreed = match_headings(headings, columns_of("opportunity"), samples=samples, accept_guesses=True)

    assert "resembles Close date" in refused.left_out[0].reason
    assert ((), ["closeDate"]) == (refused.guesses, [mapped.column.path for mapped in agreed.guesses])


def test_likeness_needs_cells_of_the_shape() -> None:
    """What resembles a date by name and holds words is no date."""
    mapping = match_headings(
        ["Name", "Close dat"], columns_of("opportunity"), samples={0: ("x",), 1: ("soon",)}, accept_guesses=True
    )

    assert () == mapping.guesses


def test_cells_under_no_heading_are_noted() -> None:
    """A column without a heading is passed over, and said to be."""
    mapping = match_headings(["Job Title", ""], columns_of("person"), samples={0: ("x",), 1: ("y",)})

    assert {"(column 2)": "has cells but no heading, and is not imported"} == dict(mapping.notes)


def test_an_unknown_heading_is_left_out_with_its_nearest_fields() -> None:
    """A heading that names no field is ignored, and three fields that come near are offered."""
    mapping = mapping_of("person", "Job Titel", "Emails / Primary Email")

    assert ["emails.primaryEmail"] == [mapped.column.path for mapped in mapping.columns]
    assert "Job Title" == mapping.left_out[0].nearest[0]
    assert 3 == len(mapping.left_out[0].nearest)


def test_headings_that_begin_with_an_underscore_are_passed_over() -> None:
    """The reasons of a rejects file do not disturb its second import."""
    mapping = mapping_of("person", "Job Title", "_row", "_line", "_column", "_code", "_reason")

    assert (1, 0) == (len(mapping.columns), len(mapping.left_out))


def test_a_file_without_any_known_heading_is_refused() -> None:
    """When nothing is mapped there is nothing to import, and that is an error."""
    with pytest.raises(MappingError, match="nothing to import"):
        mapping_of("person", "Umsatz", "Firma")


def test_export_only_columns_are_left_out_without_being_unknown() -> None:
    """What an export shows but an import does not load is named as such."""
    mapping = mapping_of("person", "Id", "Created by / Context", "Last update", "Creation date")

    assert ["export only", "imported only with --preserve-history", "imported only with --preserve-history"] == [
        column.reason for column in mapping.left_out
    ]


def test_every_exported_heading_leads_back_to_its_column() -> None:
    """For every standard object the headings of an export map back to the very same places, none twice, none unknown."""
    for obj in MODEL.objects:
        exported = export_columns(obj)
        mapping = match_headings([column.label for column in exported], columns_of(obj.name_singular, history=True))

        assert [] == [column for column in mapping.left_out if "export only" not in column.reason], obj.name_singular
        left_out = {column.heading for column in mapping.left_out}
        assert [c.place for c in exported if c.label not in left_out] == [m.column.place for m in mapping.columns]
