"""Lifelike companies and people, the same for the same seed: API inputs and the cells of CSV files."""

from __future__ import annotations

import random
import string
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

Record = dict[str, Any]

_FIRST = ("Ada", "Ben", "Carla", "Dana", "Emil", "Fay", "Georg", "Hana", "Ivan", "Jana", "Karl", "Lena", "Mona", "Noor", "Yara")
_LAST = ("Abel", "Brandt", "Cohen", "Diaz", "Eriksen", "Fischer", "Garcia", "Haas", "Ito", "Keller", "Müller", "Weiß")
_WORDS = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Indigo", "Juniper", "Kestrel", "Lumen")
_TRADES = ("Analytics", "Bakery", "Cloud", "Design", "Energy", "Foods", "Glass", "Health", "Logistics", "Optics", "Robotics")
_FORMS = ("GmbH", "AG", "Inc", "Ltd", "SAS", "SpA", "BV")
_TITLES = ("Account Manager", "Buyer", "CEO", "CFO", "Engineer", "Head of Sales", "Product Owner", "Technician")
_STREETS = ("Hauptstraße", "Rue de la Gare", "Market Street", "Via Roma", "Church Lane", "Lindenallee", "Mill Road")
_CITIES = (
    ("Berlin", "Berlin", "Germany", 52.52, 13.405),
    ("Lyon", "Auvergne-Rhône-Alpes", "France", 45.764, 4.8357),
    ("Leeds", "England", "United Kingdom", 53.8008, -1.5491),
    ("Boston", "Massachusetts", "United States", 42.3601, -71.0589),
    ("Torino", "Piemonte", "Italy", 45.0703, 7.6869),
)
_PHONES = (
    ("DE", "+49", "1512345"),
    ("FR", "+33", "61234"),
    ("GB", "+44", "740012"),
    ("US", "+1", "617555"),
    ("IT", "+39", "347123"),
)
_EPOCH = datetime(2023, 1, 1, tzinfo=UTC)
_STEP = timedelta(minutes=7)


def moment(number: int) -> str:
    """Return when the record of this number was created."""
    return (_EPOCH + number * _STEP).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def record_id(kind: str, number: int) -> str:
    """Return the id of a loaded record: a version 7 UUID of the moment it was created."""
    millis = int((_EPOCH + number * _STEP).timestamp() * 1000)
    tail = random.Random(f"{kind}{number}").getrandbits(74)
    value = millis << 80 | 7 << 76 | (tail >> 62) << 64 | 2 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def domain(number: int) -> str:
    """Return the unique domain name of the company of this number."""
    return f"https://{_WORDS[number % len(_WORDS)].lower()}-{number}.example"


def email(number: int) -> str:
    """Return the unique e-mail address of the person of this number."""
    return f"{_FIRST[number % len(_FIRST)].lower()}.{number}@{_WORDS[number % len(_WORDS)].lower()}.example"


def companies(numbers: Iterable[int], seed: int) -> Iterator[Record]:
    """Yield the create inputs of companies, every composite filled."""
    for number in numbers:
        rng = random.Random(seed << 40 | number)
        name = f"{rng.choice(_WORDS)} {rng.choice(_TRADES)} {rng.choice(_FORMS)} {number}"
        handle = f"{name.split(maxsplit=1)[0].lower()}-{number}"
        yield {
            "name": name,
            "domainName": _link(domain(number), handle),
            "address": _address(rng),
            "linkedinLink": _link(f"https://www.linkedin.com/company/{handle}", name),
            "annualRevenue": _money(rng, 50_000_000),
            "employees": rng.randrange(1, 5_000),
            "annualRecurringRevenue": _money(rng, 2_000_000),
            "idealCustomerProfile": rng.random() < 0.3,
            "xLink": _link(f"https://x.com/{handle}", f"@{handle}"),
        }


def people(numbers: Iterable[int], company_ids: int, seed: int) -> Iterator[Record]:
    """Yield the create inputs of people, each linked to one of the first `company_ids` loaded companies."""
    for number in numbers:
        rng = _person_random(number, seed)
        employer = rng.randrange(company_ids)
        first, last = rng.choice(_FIRST), rng.choice(_LAST)
        handle = f"{first.lower()}-{number}"
        yield {
            "name": {"firstName": first, "lastName": last},
            "emails": {"primaryEmail": email(number), "additionalEmails": []},
            "linkedinLink": _link(f"https://www.linkedin.com/in/{handle}", f"{first} {last}"),
            "jobTitle": rng.choice(_TITLES),
            "phones": _phone(rng),
            "avatarUrl": f"https://images.example/{handle}.png",
            "companyId": record_id("company", employer),
            "city": rng.choice(_CITIES)[0],
            "xLink": _link(f"https://x.com/{handle}", f"@{handle}"),
        }


def employer_domain(number: int, company_ids: int, seed: int) -> str:
    """Return the domain name of the company the person of this number is linked to."""
    return domain(_person_random(number, seed).randrange(company_ids))


def loaded(kind: str, numbers: Iterable[int], company_ids: int, seed: int) -> Iterator[Record]:
    """Yield the inputs of the initial load, which give id and moment of creation themselves."""
    for number in numbers:
        (record,) = records(kind, [number], company_ids, seed)
        yield {"id": record_id(kind, number), "createdAt": moment(number), **record}


def records(kind: str, numbers: Iterable[int], company_ids: int, seed: int) -> Iterator[Record]:
    """Yield the create inputs of the kind "company" or "person"."""
    return companies(numbers, seed) if kind == "company" else people(numbers, company_ids, seed)


def _person_random(number: int, seed: int) -> random.Random:
    return random.Random(seed << 40 | 1 << 36 | number)


def _link(url: str, label: str) -> Record:
    return {"primaryLinkUrl": url, "primaryLinkLabel": label, "secondaryLinks": []}


def _money(rng: random.Random, limit: int) -> Record:
    return {"amountMicros": rng.randrange(10_000, limit) * 10_000, "currencyCode": rng.choice(("EUR", "USD", "GBP"))}


def _address(rng: random.Random) -> Record:
    city, state, country, lat, lng = rng.choice(_CITIES)
    return {
        "addressStreet1": f"{rng.choice(_STREETS)} {rng.randrange(1, 200)}",
        "addressStreet2": f"Floor {rng.randrange(1, 9)}",
        "addressCity": city,
        "addressPostcode": f"{rng.randrange(10_000, 99_999)}",
        "addressState": state,
        "addressCountry": country,
        "addressLat": round(lat + rng.uniform(-0.1, 0.1), 5),
        "addressLng": round(lng + rng.uniform(-0.1, 0.1), 5),
    }


def _phone(rng: random.Random) -> Record:
    country, calling, stem = rng.choice(_PHONES)
    number = stem + "".join(rng.choices(string.digits, k=4))
    codes = {"primaryPhoneCountryCode": country, "primaryPhoneCallingCode": calling}
    return {"primaryPhoneNumber": number, **codes, "additionalPhones": []}
