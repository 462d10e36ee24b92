"""The recipes of loaders/README.md: its fenced blocks by section, and what each shows of the commands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from tests.io.running_server import ROOT

BOOK = ROOT / "loaders" / "README.md"
_RATE = re.compile(r" in [\d.]+ (?:s|min) \([\d,]+ rows/s\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; the words after its language say how it is run."""

    section: str
    language: str
    words: tuple[str, ...]
    text: str

    @property
    def exit_code(self) -> int:
        """What the last command of the block ends with."""
        return int(self.words[1]) if self.words[:1] == ("exits",) else 0

    @property
    def is_ordinary(self) -> bool:
        """Whether the block is run as it stands, or written to the file it names."""
        if self.language == "yaml":
            return self.words[0].endswith(".yaml")
        return self.language in ("console", "sh") and (not self.words or self.words[0] == "exits")


@dataclass(frozen=True, slots=True)
class Turn:
    """A command on a console, and the lines that are shown of what it says."""

    command: str
    shown: tuple[str, ...]


@cache
def blocks() -> tuple[Block, ...]:
    """Return the blocks of the book in their order."""
    section, found, tokens = "", [], MarkdownIt().parse(BOOK.read_text(encoding="utf-8"))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            section = tokens[place + 1].content
        if token.type == "fence":
            language, *words = token.info.split()
            found.append(Block(section, language, tuple(words), token.content))
    return tuple(found)


def section(name: str) -> tuple[Block, ...]:
    """Return the blocks of a section."""
    return tuple(block for block in blocks() if block.section == name)


def turns(block: Block) -> list[Turn]:
    """Return the commands of a console block."""
    parts = [part.splitlines() for part in f"\n{block.text}".split("\n$ ")[1:]]
    return [Turn(lines[0], tuple(lines[1:])) for lines in parts]


def missing(shown: tuple[str, ...], said: str) -> list[str]:
    """Return what is shown but was not said, in that order; blanks and times count for nothing."""
    lines = iter(_plain(said).splitlines())
    return [line for line in shown if not any(_plain(line) in spoken for spoken in lines)]


def _plain(text: str) -> str:
    return re.sub(r"[ \t]+", " ", _RATE.sub("", text)).strip()
