"""Fragments that spread one another are counted without being opened, and refused in no time when they have no end."""

from __future__ import annotations

import time

import pytest

from server.engine.documents.judge import Documents
from server.engine.errors import RequestError
from tests.spec.documents import documents, messages


def chain(length: int, spreads: int) -> str:
    """Return fragments of which each spreads the next so many times."""
    links = (f"fragment F{n} on Company {{ {f'...F{n + 1} ' * spreads}}}" for n in range(length))
    return f"{{ companies {{ edges {{ node {{ ...F0 }} }} }} }} {' '.join(links)} fragment F{length} on Company {{ id }}"


@pytest.mark.parametrize(
    ("length", "spreads", "found"), [(10, 2, "1027"), (11, 2, "2051"), (7, 3, "2190"), (60, 4, "over 1000000000")]
)
def test_a_fragment_bomb_is_refused_for_what_it_opens_into(length: int, spreads: int, found: str) -> None:
    """The number is that of all fields, however many; up to the limit it is accepted."""
    said = messages(chain(length, spreads))

    if found == "1027":
        assert [] == said
    else:
        cure = "Ask for less, or in several documents."
        assert [f"Document too complex - Too many fields: {found} - Maximum allowed fields: 2000. {cure}"] == said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ ...A } fragment A on Query { ...A }", 'Cannot spread fragment "A" within itself.'),
        (
            "{ companies { edges { node { ...A } } } } fragment A on Company { id ...B } fragment B on Company { name ...A }",
            'Cannot spread fragment "A" within itself via "B".',
        ),
        ("{ limits { maxRootFields } } fragment A on Query { ...A }", 'Cannot spread fragment "A" within itself.'),
        ("{ ...Nope }", 'Unknown fragment "Nope".'),
        ("{ ...A } fragment A on Query { ...Nope ...Nope }", 'Unknown fragment "Nope".'),
    ],
)
def test_fragments_without_end_are_refused_by_name(text: str, message: str) -> None:
    """A fragment that spreads itself, or one that does not exist, is refused as GraphQL says."""
    assert message in messages(text)


def mesh(size: int) -> str:
    """Return fragments of which each spreads every other: as many ways through them as there are orders."""
    every = " ".join(f"...F{n}" for n in range(size))
    return "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ {every} }}" for n in range(size))


@pytest.mark.parametrize(
    "text",
    [
        chain(150, 2),
        mesh(30),
        "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(150)),
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(240))
        + " fragment F240 on Query { limits }",
        "{ companies { edges { node { " + "people { edges { node { id } } } " * 190 + "} } } }",
        "{ companies { edges { node { " + "id " * 1_980 + "} } } }",
        "{" + "...{" * 150 + "limits { maxRootFields }" + "}" * 151,
    ],
    ids=["bomb", "mesh", "bomb of nothing", "chain", "equal connections", "equal fields", "deep"],
)
def test_hostile_fragments_take_no_time(text: str) -> None:
    """What would take hours to open is judged within a quarter of a second, validation included."""
    judge = documents()
    started = time.process_time()
    with_errors = _is_refused(judge, text)
    taken = time.process_time() - started

    assert with_errors or "...{" in text
    assert taken < 0.5


def _is_refused(judge: Documents, text: str) -> bool:
    try:
        judge.operation(text, None)
    except RequestError:
        return True
    return False
