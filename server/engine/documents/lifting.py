"""Lifting: the literals of record arguments taken out of a text, so that one document serves whatever data it is sent with."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from string import ascii_letters, digits
from typing import Any, Final, NamedTuple

from server.engine.documents.lexing import IGNORED, NAME, STRING, count_tokens
from server.engine.documents.literals import Literals, Unreadable

_PREFIX: Final = "__lifted"
_ANY_TYPE: Final = "Boolean"
"""Every schema has it, and nothing compares it with the value: record arguments have no types."""
_MOST_VALUES: Final = 60_000
"""A text of more is not read to its end: it would keep everyone else waiting."""
_JUDGED: Final = 2_000
"""How many characters behind a stop the parser sees: it shall name what is wrong there, not read on."""
_IN_WORDS: Final = f"{ascii_letters}{digits}_.+-"

_DEFINITION = re.compile(rf"{IGNORED}(?:(?:query|mutation)\b(?:{IGNORED}{NAME})?|(fragment)\b|(?=(\{{)))")
_VARIABLES = re.compile(rf"{IGNORED}\((?={IGNORED}(\$)?)")
_HEADER_PART = re.compile(rf"{IGNORED}(?:(\{{)|(\()|@|{NAME})")
_SELECTION_PART = re.compile(rf"{IGNORED}(?:({NAME})(?:{IGNORED}(\())?|([({{])|(\}})|@{IGNORED}{NAME}|:|\.\.\.)")
_ARGUMENT = re.compile(rf"{IGNORED}(?:{NAME}{IGNORED}:{IGNORED}(?:(\${IGNORED}{NAME})|(?=(.)))|(\)))")
_PART = re.compile(rf'[^"#(){{}}\[\]]*+(?:([({{\[])|([)}}\]])|{STRING}|#[^\n\r]*+)')
_IGNORED = re.compile(IGNORED)


class Piece(NamedTuple):
    """A part of a lifted text and its place in the text as it was sent; a generated part has none."""

    text: str
    origin: int | None


@dataclass(frozen=True, slots=True)
class Lifted:
    """A text in which variables stand for literals, and the values of these variables.

    Where reading it came to a stop, `stop` tells what is there: it ends with what the parser is to judge.
    """

    text: str
    literals: Mapping[str, Any]
    pieces: tuple[Piece, ...]
    stop: Lifted | None = None

    @property
    def characters(self) -> int:
        """How many characters are left of the text as it was sent."""
        return sum(len(piece.text) for piece in self.pieces if piece.origin is not None)

    @property
    def tokens(self) -> int:
        """How many tokens are left of it, each literal counted as one."""
        return count_tokens("\n".join(piece.text for piece in self.pieces if piece.origin is not None)) + len(self.literals)

    def origin(self, place: int) -> int:
        """Return where in the text as it was sent a place of this text was."""
        here = origin = 0
        for piece in self.pieces:
            if piece.origin is not None and here <= place:
                origin = piece.origin + place - here
            here += len(piece.text)
        return origin


def lift(text: str, record_fields: Collection[str], most_kept: int) -> Lifted:
    """Return the text without the literals of its record arguments; whole when it has none, too much else, or in any doubt."""
    lifter = _Lifter(text, record_fields, most_kept)
    try:
        lifter.definitions()
    except Unreadable as stop:
        return lifter.stopped(stop.place)
    return lifter.lifted()


def whole(text: str, stop: Lifted | None = None) -> Lifted:
    """Return a text from which nothing was lifted."""
    return _joined([Piece(text, 0)], {}, stop)


def _joined(pieces: list[Piece], literals: Mapping[str, Any], stop: Lifted | None = None) -> Lifted:
    return Lifted("".join(piece.text for piece in pieces), literals, tuple(pieces), stop)


class _Lifter:
    """One way through a text; a class because it is made of steps. Every step takes a place and returns a later one.

    What is kept is judged by the parser, so only tokens and brackets count here. `_until` is how far the text may be
    kept from where it was last cut: it bounds every pattern, and so the time a text can take. `_header` is where the
    variables of an operation are declared, until the first is.
    """

    def __init__(self, text: str, record_fields: Collection[str], most_kept: int) -> None:
        self._text, self._record_fields = text, record_fields
        self._literals = Literals(text, _MOST_VALUES)
        self._values: dict[str, Any] = {}
        self._pieces: list[Piece] = []
        self._kept_from, self._until = 0, most_kept
        self._header: int | None = None
        self._stop: Lifted | None = None

    def lifted(self) -> Lifted:
        """Return what came of it."""
        self._pieces.append(Piece(self._text[self._kept_from :], self._kept_from))
        if not self._values or any(_PREFIX in piece.text for piece in self._pieces if piece.origin is not None):
            return whole(self._text, self._stop)
        return _joined(self._pieces, self._values, self._stop)

    def stopped(self, place: int) -> Lifted:
        """Return the whole text, and where it stopped being readable."""
        return whole(self._text, self._stop or self._stopped(place, "", place))

    def definitions(self) -> None:
        """Go through the document."""
        place = self._past(_IGNORED, 0).end()
        while place < len(self._text):
            found = self._past(_DEFINITION, place)
            if found[1]:
                place = self._past_brackets(self._past_header(found.end()))
            else:
                place = self._operation(found.end(), is_bare=bool(found[2]))
            place = self._past(_IGNORED, place).end()

    def _operation(self, place: int, *, is_bare: bool) -> int:
        declared = _VARIABLES.match(self._text, place, self._until)
        if declared and not declared[1]:
            raise Unreadable(place)
        self._header = header = declared.end() if declared else place
        slot, before = len(self._pieces) + 1, len(self._values)
        place = self._past_selections(self._past_header(self._past_brackets(header) if declared else place))
        names = list(self._values)[before:]
        if names:
            variables = " ".join(f"${name}:{_ANY_TYPE}" for name in names)
            generated = f"{variables} " if declared else f"({variables})"
            self._pieces[slot] = Piece(f"query{generated}" if is_bare else generated, None)
        return place

    def _past_header(self, place: int) -> int:
        while True:
            found = self._past(_HEADER_PART, place)
            place = found.end()
            if found[1]:
                return place
            if found[2]:
                place = self._past_brackets(place)

    def _past_selections(self, place: int) -> int:
        while True:
            found = self._past(_SELECTION_PART, place)
            name, arguments, bracket, end = found.groups()
            place = found.end()
            if end:
                return place
            if arguments and name in self._record_fields:
                place = self._past_arguments(place)
            elif arguments or bracket:
                place = self._past_brackets(place)

    def _past_arguments(self, place: int) -> int:
        while True:
            found = self._past(_ARGUMENT, place)
            variable, first, end = found.groups()
            place = found.end()
            if end:
                return place
            if not variable:
                place = self._past_value(place, first)

    def _past_value(self, place: int, first: str) -> int:
        try:
            value, end = self._literals.read(place)
        except Unreadable as stop:
            self._stop = self._stop or self._stopped(place, self._literals.brackets, stop.place)
            if first not in "[{":
                raise
            return self._past_brackets(place + 1)
        if self._header is not None:
            self._cut(self._header, self._header, "")
            self._header = None
        name = f"{_PREFIX}{len(self._values)}"
        self._values[name] = value
        self._cut(place, end, f"${name} ")
        return end

    def _past_brackets(self, place: int) -> int:
        depth = 1
        while depth:
            found = self._past(_PART, place)
            place = found.end()
            depth += bool(found[1]) - bool(found[2])
        return place

    def _past(self, pattern: re.Pattern[str], place: int) -> re.Match[str]:
        found = pattern.match(self._text, place, self._until)
        if found is None:
            raise Unreadable(place)
        return found

    def _stopped(self, start: int, brackets: str, place: int) -> Lifted:
        kept = Piece(self._text[self._kept_from : start], self._kept_from)
        rest = self._text[place : place + _JUDGED]
        if len(rest) == _JUDGED:
            rest = rest.rstrip(_IN_WORDS)
        return _joined([*self._pieces, kept, Piece(brackets, None), Piece(rest, place)], {})

    def _cut(self, start: int, end: int, generated: str) -> None:
        self._pieces += (Piece(self._text[self._kept_from : start], self._kept_from), Piece(generated, None))
        self._kept_from = end
        self._until += end - start
