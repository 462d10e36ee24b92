"""Colours for the words of an outcome: on a terminal alone, and never where NO_COLOR asks for none."""

from __future__ import annotations

import os
import sys
from types import MappingProxyType
from typing import TextIO

import click

from loaders.runs.outcomes import Outcome

_COLOURS = MappingProxyType(
    {
        Outcome.CREATED: "green",
        Outcome.UPDATED: "cyan",
        Outcome.RESTORED: "magenta",
        Outcome.UNCHANGED: "bright_black",
        Outcome.REJECTED: "red",
        Outcome.SKIPPED: "yellow",
    }
)


def styled(text: str, outcome: Outcome, stream: TextIO | None = None) -> str:
    """Return the text in the colour of the outcome where the stream, by default standard output, shows colours."""
    return click.style(text, fg=_COLOURS[outcome]) if _shows_colours(stream or sys.stdout) else text


def _shows_colours(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
