"""Outcomes have colours where they can be seen."""

from __future__ import annotations

import io

import pytest

from loaders.colours import styled
from loaders.runs.outcomes import Outcome


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        """Be a terminal."""
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from an environment that says nothing about colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_colour_of_its_own(outcome: Outcome) -> None:
    """On a terminal each outcome is told apart from all others."""
    colours = {styled("x", other, Terminal()) for other in Outcome}

    assert len(Outcome) == len(colours)
    assert styled("x", outcome, Terminal()).startswith("\x1b[")


def test_a_file_gets_plain_words() -> None:
    """What is not a terminal gets no escape sequence."""
    assert "1 rejected" == styled("1 rejected", Outcome.REJECTED, io.StringIO())


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colour_is_respected(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """NO_COLOR and a terminal that shows none keep the words plain."""
    monkeypatch.setenv(name, value)

    assert "x" == styled("x", Outcome.CREATED, Terminal())
