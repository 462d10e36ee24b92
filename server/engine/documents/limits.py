"""Limits: how much one document may ask for, so that none keeps everyone else waiting."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from server.engine.documents.counting import Counts
from server.engine.documents.lifting import Lifted
from server.engine.documents.places import Location, locations
from server.engine.documents.wording import PARSE_FAILED, VALIDATION_FAILED
from server.engine.errors import RequestError

_COUNTLESS: Final = 1_000_000_000
_SEND_DATA: Final = "Send data in variables."
_ASK_LESS: Final = "Ask for less, or in several documents."


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The most a document may have of each, fragments counted where they are spread. Lifted literals are not counted."""

    characters: int = 20_000
    tokens: int = 2_000
    fields: int = 2_000
    aliases: int = 30
    directives: int = 50
    directives_at_a_place: int = 5
    depth: int = 15

    def refused_text(self, lifted: Lifted, sent: str) -> RequestError | None:
        """Refuse a text that is too long to be parsed, and name the place where reading it stopped."""
        if lifted.characters > self.characters:
            message = _too_many("characters", lifted.characters, self.characters, _SEND_DATA)
        elif lifted.tokens > self.tokens:
            message = _too_many("tokens", lifted.tokens, self.tokens, _SEND_DATA)
        else:
            return None
        stop = [] if lifted.stop is None else [lifted.stop.pieces[-1].origin or 0]
        return _refusal(message, PARSE_FAILED, list(locations(sent, stop).values()))

    def refused_fields(self, counts: Collection[Counts]) -> RequestError | None:
        """Refuse a document whose fragments open into more than may be looked at."""
        fields = max((count.fields for count in counts), default=0)
        return _refusal(_too_many("fields", fields, self.fields)) if fields > self.fields else None

    def refused_counts(self, counts: Collection[Counts]) -> RequestError | None:
        """Refuse a document that asks for too much in a way that validation would have to look at."""
        directives = sum(count.directives for count in counts)
        for name, found, most in (
            ("aliases", max((count.aliases for count in counts), default=0), self.aliases),
            ("directives", directives, self.directives),
            (
                "directives at a place",
                max((count.directives_at_a_place for count in counts), default=0),
                self.directives_at_a_place,
            ),
        ):
            if found > most:
                return _refusal(_too_many(name, found, most))
        return None

    def refused_depth(self, depth: int) -> RequestError | None:
        """Refuse an operation whose fields nest too deeply. Record fields have a measure of their own: relations."""
        return _refusal(_too_many("nested fields", depth, self.depth)) if depth > self.depth else None


def _too_many(name: str, found: int, most: int, advice: str = _ASK_LESS) -> str:
    shown = str(found) if found < _COUNTLESS else f"over {_COUNTLESS}"
    return f"Document too complex - Too many {name}: {shown} - Maximum allowed {name}: {most}. {advice}"


def _refusal(message: str, code: str = VALIDATION_FAILED, places: Sequence[Location] = ()) -> RequestError:
    here = {"locations": list(places)} if places else {}
    return RequestError({"message": message, **here, "extensions": {"code": code}})
