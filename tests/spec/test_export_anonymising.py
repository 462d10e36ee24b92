"""Pseudonyms: the same for the same value and key, different for different ones, and valid where they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from loaders.errors import FerryError, FileError, UsageError
from loaders.exports.anonymising import Spec, build_anonymiser, read_key, read_spec
from loaders.exports.pseudonyms import Pseudonyms
from loaders.mapping.columns import export_columns
from schema.standard.company import COMPANY
from schema.standard.person import PERSON
from schema.values.phone_numbers import parse_phone_number

KEY = b"a secret of the tests"
MAKE = Pseudonyms(KEY)
COLUMNS = export_columns(PERSON)


def person(**values: Any) -> dict[str, Any]:
    """Return a person with every field."""
    empty: dict[str, Any] = {}
    for column in COLUMNS:
        if column.sub_field:
            empty.setdefault(column.field, {})[column.sub_field] = None
        else:
            empty[column.field] = None
    return {**empty, **values}


def anonymised(record: dict[str, Any], spec: Spec | None = None, key: bytes = KEY) -> dict[str, Any]:
    """Return the record with pseudonyms."""
    build_anonymiser(spec or Spec(), COLUMNS, frozenset({"emails"}), key).apply([record])
    return record


def ann() -> dict[str, Any]:
    """Return a person with values of every personal kind."""
    return person(
        id="20202020-0000-4000-8000-000000000001",
        name={"firstName": "Ann", "lastName": "Smith"},
        emails={"primaryEmail": "ann@corp.test", "additionalEmails": ["a.smith@corp.test"]},
        phones={
            "primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "FR", "primaryPhoneCallingCode": "+33",
            "additionalPhones": [{"number": "4155552671", "countryCode": "US", "callingCode": "+1"}],
        },
        linkedinLink={
            "primaryLinkLabel": "Me", "primaryLinkUrl": "https://in.test/ann",
            "secondaryLinks": [{"label": "B", "url": "b.test"}],
        },
        jobTitle="Head of Sales",
        city="Springfield",
        companyId="20202020-0000-4000-8000-000000000002",
        createdAt="2024-01-01T00:00:00.000Z",
        createdBy={"source": "API", "name": "Ann Smith", "workspaceMemberId": None, "context": {"by": "Ann"}},
    )  # fmt: skip


def test_what_is_personal_changes_and_the_rest_stays() -> None:
    """Names, addresses, numbers and words are replaced; ids, relations, dates and sources are kept."""
    before, after = ann(), anonymised(ann())
    left = repr(after)

    for word in ("Ann", "Smith", "corp", "612345678", "4155552671", "in.test", "Me'", "b.test", "Sales", "Springfield"):
        assert word not in left
    for name in ("id", "companyId", "createdAt"):
        assert before[name] == after[name]
    assert ("API", "FR", "+33") == (
        after["createdBy"]["source"], after["phones"]["primaryPhoneCountryCode"], after["phones"]["primaryPhoneCallingCode"],
    )  # fmt: skip
    assert re.fullmatch(r"[a-z]+\.[a-z2-7]{16}@example\.com", after["emails"]["primaryEmail"])


def test_the_same_value_and_key_give_the_same_pseudonym() -> None:
    """Two exports agree, and another key gives others."""
    assert anonymised(ann()) == anonymised(ann())
    assert anonymised(ann())["emails"] != anonymised(ann(), key=b"another secret of tests")["emails"]
    assert MAKE.email("ann@corp.test") == MAKE.text("ann@corp.test")
    assert MAKE.email(" Ann@Corp.test") == MAKE.email("ann@corp.test")


def test_what_is_empty_stays_empty() -> None:
    """Nothing is made up where nothing was."""
    assert person() == anonymised(person())


def test_different_values_stay_different() -> None:
    """A unique field stays unique: addresses, links, texts and phone numbers."""
    values = [f"v{number}" for number in range(3_000)]
    numbers = [f"6123{number:05}" for number in range(3_000)]

    for make in (lambda v: MAKE.email(f"{v}@corp.test"), lambda v: MAKE.url(f"https://{v}.test"), MAKE.unique_text):
        assert len(values) == len(set(map(make, values)))
    assert len(numbers) == len({MAKE.phone(number, "FR", "+33") for number in numbers})


@pytest.mark.parametrize(
    ("number", "country", "code"),
    [("612345678", "FR", "+33"), ("4155552671", "US", "+1"), ("15123456789", "DE", "+49"), ("2079460958", "GB", "+44"),
     ("91234567", "SG", "+65"), ("9876543210", "IN", "+91"), ("11961234567", "BR", "+55")],
)  # fmt: skip
def test_a_phone_number_becomes_another_of_its_country(number: str, country: str, code: str) -> None:
    """It has as many digits and is a number there."""
    found = MAKE.phone(number, country, code)
    assert found is not None
    parsed = parse_phone_number(f"{code}{found}", None, None)

    assert parsed is not None
    assert (found, country, len(number)) == (parsed.national, parsed.country, len(found))
    assert number != found


def test_what_is_no_number_is_left_out() -> None:
    """Nothing that could tell a number stays."""
    assert None is MAKE.phone("x", None, None)


def test_a_specification_names_what_is_kept_and_emptied(tmp_path: Path) -> None:
    """A field, or one part of it, is kept, emptied or given a pseudonym; the others follow the default."""
    file = tmp_path / "spec.yaml"
    file.write_text("default: keep\nfields: {jobTitle: empty, name: pseudonym, name.firstName: keep, city: pseudonym}\n")
    after = anonymised(ann(), read_spec(str(file)))

    assert (None, "Ann", "ann@corp.test") == (after["jobTitle"], after["name"]["firstName"], after["emails"]["primaryEmail"])
    assert "Smith" != after["name"]["lastName"]
    assert "Springfield" != after["city"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "must be an object"),
        ("fields: {nmae: keep}", 'there is no field "nmae"; did you mean name'),
        ("fields: {name: hide}", "hide is no action"),
        ("fields: {id: empty}", "id is required"),
        ("fields: {position: pseudonym}", "position is POSITION, for which there are no pseudonyms"),
        ("default: empty", "default is keep or pseudonym"),
        ("colour: red", "colour is unknown"),
        ("version: 2", "version 2 is not known"),
        ("{", "neither YAML nor JSON"),
    ],
)
def test_a_mistaken_specification_is_explained(tmp_path: Path, text: str, said: str) -> None:
    """The mistake is named with what would be right."""
    file = tmp_path / "spec.yaml"
    file.write_text(text)
    with pytest.raises(FerryError, match=re.escape(said)):
        anonymised(ann(), read_spec(str(file)))


def test_the_key_comes_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key of some length nothing is exported."""
    (tmp_path / "key").write_bytes(KEY + b"\n")
    (tmp_path / "spec.json").write_text('{"key_file": "key"}')
    spec = read_spec(str(tmp_path / "spec.json"))
    monkeypatch.delenv("FERRY_ANONYMISE_KEY", raising=False)

    assert KEY == read_key(spec)
    monkeypatch.setenv("FERRY_ANONYMISE_KEY", "another secret of tests")
    assert b"another secret of tests" == read_key(spec)
    monkeypatch.setenv("FERRY_ANONYMISE_KEY", "short")
    with pytest.raises(UsageError, match="needs a secret of at least 16 characters in FERRY_ANONYMISE_KEY"):
        read_key(Spec())
    with pytest.raises(UsageError, match="there is no such file"):
        read_spec(str(tmp_path / "none.yaml"))
    monkeypatch.delenv("FERRY_ANONYMISE_KEY")
    with pytest.raises(FileError, match="the key cannot be read"):
        read_key(Spec(key_file=tmp_path / "none"))


def test_amounts_keep_their_currency() -> None:
    """An amount of a currency that does not exist could be loaded nowhere."""
    columns = [column for column in export_columns(COMPANY) if column.field == "annualRevenue"]
    record = {"annualRevenue": {"amountMicros": 1_000_000, "currencyCode": "CAD"}}
    build_anonymiser(Spec(), columns, frozenset(), KEY).apply([record])

    assert {"annualRevenue": {"amountMicros": 1_000_000, "currencyCode": "CAD"}} == record
