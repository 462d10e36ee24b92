"""Random raw links, e-mail addresses and phone numbers, right and wrong, as far as the contract decides them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import phonenumbers
from hypothesis import strategies as st

from tests.property.raw_values import WORDS, Raw, partial

_LABELS = st.from_regex("[A-Za-z0-9]{1,8}", fullmatch=True) | st.sampled_from(["WWW", "M\u00dcNCHEN", "caf\u00e9", "a-b"])
_ENDINGS = st.sampled_from(["example", "Example", "COM", "co.uk", "fr"])
_HOSTS = st.builds(lambda labels, ending: ".".join([*labels, ending]), st.lists(_LABELS, min_size=1, max_size=2), _ENDINGS)
_SEGMENTS = st.from_regex("[A-Za-z0-9_-]{1,5}( [A-Za-z0-9]{1,3})?", fullmatch=True)
_PATHS = st.lists(_SEGMENTS, max_size=3).map(lambda segments: "".join(f"/{segment}" for segment in segments))
_SCHEMES = st.sampled_from(["http://", "https://", "HTTP://", "HttpS://"])
_PORTS = st.sampled_from(["", "", ":80", ":443", ":8080"])
_TAILS = st.sampled_from(["", "/", "//", "?Q=1", "/?q=A&b=c"])
_WITH_SCHEME = st.builds(lambda *parts: "".join(parts), _SCHEMES, _HOSTS, _PORTS, _PATHS, _TAILS)
_BLANKS = st.sampled_from(["", "", "  "])
_WITHOUT_SCHEME = st.builds(lambda *parts: "".join(parts), _BLANKS, _HOSTS, _PATHS, st.sampled_from(["", "/"]), _BLANKS)
URLS = _WITH_SCHEME | _WITHOUT_SCHEME | st.just("localhost")
_NO_URLS = st.sampled_from(["not a url at all", "ftp://norm8.example", "ftp://files.example/a", "norm9", "word", "Two words"])
_NO_TEXT = st.sampled_from([5, True, ["a.example"], {"a": 1}])

_EMPTY = st.sampled_from([None, ""])
_LINK = st.fixed_dictionaries({"url": st.one_of(URLS, _EMPTY), "label": _EMPTY | WORDS})
_OTHER_PARTS: dict[str, Raw] = {
    "primaryLinkLabel": _EMPTY | WORDS,
    "secondaryLinks": st.none() | st.lists(_LINK, max_size=3),
}
LINKS = st.one_of(
    partial({"primaryLinkUrl": _EMPTY | URLS, **_OTHER_PARTS}),
    st.fixed_dictionaries({"primaryLinkUrl": _WITH_SCHEME}, optional=_OTHER_PARTS),
    st.fixed_dictionaries({"primaryLinkUrl": _EMPTY | URLS, "secondaryLinks": st.lists(_LINK, min_size=1, max_size=3)}),
)
NO_LINKS = st.one_of(
    st.fixed_dictionaries({"primaryLinkUrl": _NO_URLS | _NO_TEXT}, optional={"primaryLinkLabel": WORDS}),
    st.fixed_dictionaries({"primaryLinkLabel": _NO_TEXT}, optional={"primaryLinkUrl": URLS}),
    st.fixed_dictionaries({"secondaryLinks": st.lists(_LINK, max_size=1).map(lambda links: [*links, {"url": "norm9"}])}),
    st.fixed_dictionaries({"secondaryLinks": st.sampled_from([5, True])}),
)

_DOMAINS = st.sampled_from(["a.example", "Mail.B.Example", "x-y.co.uk", "a1.fr"])
ADDRESSES = st.builds("{}@{}".format, st.from_regex("[A-Za-z0-9]{1,6}([.+_-][A-Za-z0-9]{1,4})?", fullmatch=True), _DOMAINS)
NO_ADDRESSES = st.sampled_from(
    ["not-an-email", " ann@a.example", "ann@a.example ", "an n@a.example", "ann@", "@a.example", "ann@@a.example", 5, True, {}]
)


def _examples() -> Iterator[tuple[str, phonenumbers.PhoneNumber]]:
    for region in ("FR", "US", "DE", "IT", "ES", "BR", "JP", "IN", "SE", "CH", "CA", "GB"):
        number = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
        if number and phonenumbers.region_code_for_number(number) == region:
            yield region, number


_EXAMPLES = st.sampled_from(list(_examples()))
_FORMATS = st.sampled_from([phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL])


@st.composite
def _phones(draw: st.DrawFn, number: str, country: str, calling: str) -> dict[str, Any]:
    region, example = draw(_EXAMPLES)
    code = f"+{example.country_code}"
    national = phonenumbers.national_significant_number(example)
    local = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL)
    abroad = phonenumbers.format_number(example, draw(_FORMATS))
    spellings: list[dict[str, Any]] = [
        {number: abroad},
        {number: abroad, country: region},
        {number: abroad, calling: code},
        {number: local, country: region},
        {number: national, country: region, calling: code},
        {number: national, calling: code},
        {number: abroad, country: region, calling: code},
    ]
    return draw(st.sampled_from(spellings))


_PRIMARY = _phones("primaryPhoneNumber", "primaryPhoneCountryCode", "primaryPhoneCallingCode")
_ADDITIONAL = st.lists(_phones("number", "countryCode", "callingCode"), max_size=2)
_COUNTRY_ALONE = st.sampled_from(["FR", "US", "DE"]).map(lambda country: {"primaryPhoneCountryCode": country})
PHONES = st.one_of(
    _PRIMARY,
    _COUNTRY_ALONE,
    st.builds(lambda primary, others: {**primary, "additionalPhones": others}, _PRIMARY, st.none() | _ADDITIONAL),
    st.builds(lambda others: {"additionalPhones": others}, _ADDITIONAL),
)
_NO_PRIMARY: tuple[dict[str, Any], ...] = (
    {"primaryPhoneNumber": "abc"},
    {"primaryPhoneNumber": "abc", "primaryPhoneCountryCode": "FR"},
    {"primaryPhoneNumber": "612345678"},
    {"primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "XX"},
    {"primaryPhoneNumber": "612345678", "primaryPhoneCallingCode": "+0"},
    {"primaryPhoneNumber": "612345678", "primaryPhoneCountryCode": "FR", "primaryPhoneCallingCode": "+1"},
    {"primaryPhoneNumber": "+33612345678", "primaryPhoneCountryCode": "US"},
    {"primaryPhoneNumber": "+33612345678", "primaryPhoneCallingCode": "+49"},
    {"primaryPhoneCountryCode": "XX"},
    {"primaryPhoneNumber": 5},
    {"primaryPhoneCountryCode": True},
)
NO_PHONES = st.one_of(
    st.sampled_from(_NO_PRIMARY),
    st.builds(lambda others: {"additionalPhones": [*others, {"number": "abc"}]}, _ADDITIONAL),
    st.sampled_from([{"additionalPhones": 5}, {"additionalPhones": True}]),
)
