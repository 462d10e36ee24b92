"""Which records a search finds: words as prefixes, and fragments where an object has none (`data-api.md` 14.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import Api
from tests.property.in_process import serving_in_process
from tests.spec.checking import MODEL
from tests.spec.searching import create, labels, nodes

COMPANIES = (
    {"name": "Orion 2", "domainName": {"primaryLinkUrl": "https://www.hunter.example/shop", "primaryLinkLabel": "Belt"}},
    {"name": "Été Réunion"},
    {"name": "Łódź Straße", "domainName": {"secondaryLinks": [{"label": "Blog", "url": "https://blog.example"}]}},
    {"name": "Yotta Works"},
    {"name": "100% C++ & o'Brien_Söhne (AB*)"},
    {"name": "Coca-Cola"},
    {"name": "@.Home of vibes..."},
    {"name": "日本語 株式会社"},
    {"name": "🚀 Rocketeers"},
    {"name": 'NEAR "quoted" OR nothing'},
)
PEOPLE = (
    {
        "name": {"firstName": "Ada", "lastName": "Lovelace"},
        "emails": {"primaryEmail": "ada.l@engine.example", "additionalEmails": ["countess@byron.example"]},
        "phones": {
            "primaryPhoneNumber": "4155552671",
            "primaryPhoneCountryCode": "US",
            "additionalPhones": [{"number": "612345678", "callingCode": "+33", "countryCode": "FR"}],
        },
        "jobTitle": "Chief Analyst",
    },
    {"name": {"firstName": "Alan", "lastName": "Turing"}, "emails": {"primaryEmail": "alan@bletchley.example"}},
)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve records with something special each."""
    with serving_in_process(tmp_path_factory.mktemp("search") / "ferry.sqlite", MODEL) as running:
        create(running, "companies", *COMPANIES)
        create(running, "people", *PEOPLE)
        create(running, "opportunities", {"name": "Grand deal"})
        create(running, "notes", {"title": "Minutes", "bodyV2": {"markdown": "We met **Zuse** there"}})
        create(running, "tasks", {"title": "Call back", "bodyV2": {"markdown": "before noon"}})
        create(running, "rockets", {"name": "Saturn", "must": "Apollo"})
        yield running


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("orion", ["Orion 2"]),
        ("  ORI ", ["Orion 2"]),
        ("belt", ["Orion 2"]),
        ("www.hunter.exam", ["Orion 2"]),
        ("https://www.hunter.example/shop", ["Orion 2"]),
        ("shop", ["Orion 2"]),
        ("ete reunion", ["Été Réunion"]),
        ("ÉTÉ", ["Été Réunion"]),
        ("été rÉU", ["Été Réunion"]),
        ("lodz", ["Łódź Straße"]),
        ("STRASSE", ["Łódź Straße"]),
        ("blog", ["Łódź Straße"]),
        ("100%", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("brien", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("sohne", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("cola", ["Coca-Cola"]),
        ("yotta.", ["Yotta Works"]),
        ("home", ["@.Home of vibes..."]),
        ("...vibes@", ["@.Home of vibes..."]),
        ("coca-co", ["Coca-Cola"]),
        ("日本", ["日本語 株式会社"]),
        ("🚀", ["🚀 Rocketeers"]),
        ("near", ['NEAR "quoted" OR nothing']),
        ('"quoted" OR', ['NEAR "quoted" OR nothing', "Orion 2"]),
        ('nothing*" AND NOT text:near', ['NEAR "quoted" OR nothing']),
        ("lovelace", ["Ada Lovelace"]),
        ("ada.l@engine.example", ["Ada Lovelace"]),
        ("ada.l@en", ["Ada Lovelace"]),
        ("engine", ["Ada Lovelace"]),
        ("byron.example", ["Ada Lovelace"]),
        ("countess@", ["Ada Lovelace"]),
        ("415555", ["Ada Lovelace"]),
        ("+1415", ["Ada Lovelace"]),
        ("+336", ["Ada Lovelace"]),
        ("analyst", ["Ada Lovelace"]),
        ("grand", ["Grand deal"]),
        ("zuse", ["Minutes"]),
        ("noon", ["Call back"]),
        ("sat", ["Saturn"]),
    ],
)
def test_words_are_found_as_prefixes(api: Api, text: str, expected: list[str]) -> None:
    """Case and accents do not count, and every search field of every searchable object is read."""
    assert expected == labels(api, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("otta", ["Yotta Works"]),
        ("OTTÀ ork", ["Yotta Works"]),
        ("%", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("_", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("++", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("*)", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ("'", ["100% C++ & o'Brien_Söhne (AB*)"]),
        ('"', ['NEAR "quoted" OR nothing']),
        ("語", ["日本語 株式会社"]),
        ("uring", ["Alan Turing"]),
        ("letchley.exam", ["Alan Turing"]),
        ("otta urin", []),
        ("[a-z]", []),
        ("?", []),
        ("zzzz", []),
        ("“”", []),
    ],
)
def test_fragments_are_found_where_no_word_is(api: Api, text: str, expected: list[str]) -> None:
    """An object without a hit is looked through for texts that contain all of the input, signs taken as they are."""
    assert expected == labels(api, text)


def test_records_with_all_words_come_first(api: Api) -> None:
    """Records that match any word follow those that match all."""
    create(api, "companies", {"name": "Quark"}, {"name": "Gluon"}, {"name": "Quark Gluon Plasma"})

    assert "Quark Gluon Plasma" == labels(api, "gluon quark")[0]
    assert {"Quark Gluon Plasma", "Quark", "Gluon"} == set(labels(api, "gluon quark"))
    assert ["Quark Gluon Plasma"] == labels(api, "plasma nowhere")


def test_an_object_is_looked_through_for_itself(api: Api) -> None:
    """A word found in one object does not spare another object its fragments, which rank below all words."""
    create(api, "people", {"name": {"firstName": "Hanna", "lastName": "Muon"}})
    create(api, "companies", {"name": "Antimuon"})

    assert [("person", "Hanna Muon"), ("company", "Antimuon")] == [
        (node["objectNameSingular"], node["label"]) for node in nodes(api, "muon")
    ]


def test_the_end_of_a_host_is_no_word(api: Api) -> None:
    """An address is one word from its beginning: else `exa` would find everyone who has one."""
    create(api, "companies", {"name": "Exa Ltd"})

    assert ["Exa Ltd"] == labels(api, "exa", included=["company"])


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_blank_input_finds_every_record(api: Api, text: str) -> None:
    """Without words all records are hits of no rank, object after object, in the order of their ids."""
    found = nodes(api, text)
    company_ids = [node["recordId"] for node in found if node["objectNameSingular"] == "company"]

    assert sorted(company_ids) == company_ids
    assert ["person", "company", "opportunity", "note", "task", "rocket"] == list(
        dict.fromkeys(node["objectNameSingular"] for node in found)
    )
    assert {(0.0, 0.0)} == {(node["tsRankCD"], node["tsRank"]) for node in found}


def test_a_hit_tells_its_object_and_label(api: Api) -> None:
    """A hit has the record's id, its object by name and label, what it is called, and ranks."""
    (hit,) = nodes(api, "saturn")

    assert {
        "objectNameSingular": "rocket",
        "objectLabelSingular": "Rocket",
        "label": "Saturn",
        "imageUrl": None,
        "tsRankCD": 0.1,
        "tsRank": 0.06079271,
    } == {key: value for key, value in hit.items() if key != "recordId"}


def test_a_record_without_a_name_is_found(api: Api) -> None:
    """What a hit is called may be empty."""
    create(api, "people", {"emails": {"primaryEmail": "nobody@nowhere.example"}})

    assert [""] == labels(api, "nobody@nowhere.example")
