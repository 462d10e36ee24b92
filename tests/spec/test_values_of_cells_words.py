"""Words of a mapping, separators of lists, outer blanks and schemes: what else a column may declare."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.values.cell_format import PLAIN, CellFormat
from schema.absent import ABSENT
from schema.field_types import FieldType
from schema.model import Option
from tests.spec.cell_reading import read, refused

OPTIONS = (Option("CUSTOMER", "Customer"), Option("LEAD", "Lead"), Option("A_B", "A, B"))
URL = {"sub_field": "primaryLinkUrl", "composite": FieldType.LINKS}
LINKS = {"sub_field": "secondaryLinks", "composite": FieldType.LINKS}
EMAILS = {"sub_field": "additionalEmails", "composite": FieldType.EMAILS}


def words(**values: str) -> CellFormat:
    """Return a format in which these words mean something."""
    return CellFormat(values=values, decimal=",")


@pytest.mark.parametrize(
    ("cell", "type_", "written", "value"),
    [
        ("Kunde", FieldType.SELECT, words(Kunde="CUSTOMER"), "CUSTOMER"),
        (" kunde ", FieldType.SELECT, words(Kunde="CUSTOMER"), "CUSTOMER"),
        ("k", FieldType.SELECT, words(K="LEAD", k="CUSTOMER"), "CUSTOMER"),
        ("Lead", FieldType.SELECT, words(Lead="CUSTOMER"), "CUSTOMER"),
        ("oui", FieldType.BOOLEAN, words(oui="true", non="false"), True),
        ("zwei", FieldType.NUMBER, words(zwei="2.5"), 2.5),
        ("heute", FieldType.DATE, CellFormat(values={"heute": "2024-03-01"}, date="%d.%m.%Y"), "2024-03-01"),
        ("Kunde;lead", FieldType.MULTI_SELECT, words(Kunde="CUSTOMER"), ["CUSTOMER", "LEAD"]),
        ("-", FieldType.TEXT, words(**{"-": ""}), ABSENT),
        ("Kunde, -", FieldType.MULTI_SELECT, words(Kunde="CUSTOMER", **{"-": ""}), ["CUSTOMER"]),
    ],
)
def test_a_declared_word_means_its_value(cell: str, type_: FieldType, written: CellFormat, value: Any) -> None:
    """Words come before everything else, exact before any case, and mean plain values of any type, or nothing."""
    assert value == read(cell, type_, written, options=OPTIONS)


def test_words_that_differ_in_case_alone_are_told_apart() -> None:
    """A word that fits two declared ones in another case is none of them."""
    written = CellFormat(values={"ab": "LEAD", "AB": "CUSTOMER"})

    assert "OPTION_UNKNOWN" == refused("aB", FieldType.SELECT, written, options=OPTIONS).code


@pytest.mark.parametrize(
    ("cell", "type_", "separator", "more", "value"),
    [
        ("CUSTOMER|Lead", FieldType.MULTI_SELECT, "|", {}, ["CUSTOMER", "LEAD"]),
        ("A, B; lead", FieldType.MULTI_SELECT, ";", {}, ["A_B", "LEAD"]),
        ("A, B", FieldType.MULTI_SELECT, None, {}, ["A_B"]),
        ("a, b | c |", FieldType.ARRAY, "|", {}, ["a, b", "c"]),
        ('["a|b"]', FieldType.ARRAY, "|", {}, ["a|b"]),
        ('{"0":"A","1":"Lead"}', FieldType.MULTI_SELECT, None, {"options": (Option("A", "A"), *OPTIONS)}, ["A", "LEAD"]),
        ("a@x.io, b@x.io", FieldType.RAW_JSON, ",", EMAILS, ["a@x.io", "b@x.io"]),
        ("acme.com, http://b.com/", FieldType.RAW_JSON, ",", LINKS, [("", "https://acme.com"), ("", "http://b.com")]),
    ],
)
def test_a_declared_separator_parts_lists(
    cell: str, type_: FieldType, separator: str | None, more: dict[str, Any], value: list[Any]
) -> None:
    """Members stand between the declared separator; JSON lists are lists whatever is declared."""
    found = read(cell, type_, CellFormat(separator=separator), **{"options": OPTIONS} | more)

    assert value == [(one["label"], one["url"]) if isinstance(one, dict) else one for one in found]


def test_blanks_are_kept_unless_trimmed() -> None:
    """Texts stand as they are; trimming is asked for."""
    assert "  a " == read("  a ", FieldType.TEXT, PLAIN)
    assert "a" == read("  a ", FieldType.TEXT, CellFormat(trim=True))


@pytest.mark.parametrize(
    ("cell", "url"), [("acme.com", "acme.com"), ("HTTPS://Acme.com/", "https://acme.com"), ("Acme.com/A", "Acme.com/A")]
)
def test_a_kept_url_gets_no_scheme(cell: str, url: str) -> None:
    """An address without scheme stays so on request; one with a scheme has its stored form."""
    assert url == read(cell, FieldType.TEXT, CellFormat(keep_url=True), **URL)


@pytest.mark.parametrize(
    "cell", ["acme corp", "acme", "ftp://acme.com", "ann@acme.com", "https://ann@acme.com", "mailto:ann@acme.com"]
)
@pytest.mark.parametrize("keep", [False, True])
def test_what_is_no_url_is_refused_however_it_is_sent(cell: str, keep: bool) -> None:
    """Blanks, missing hosts, other schemes and what stands before an @ make no address."""
    assert "URL_INVALID" == refused(cell, FieldType.TEXT, CellFormat(keep_url=keep), **URL).code
