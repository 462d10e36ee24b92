"""Places: where in the text as it was sent a refusal of the lifted text belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from server.engine.documents.lifting import Lifted
from server.engine.errors import RequestError

Location = Mapping[str, int]
_LINE_BREAK = re.compile(r"\r\n|[\n\r]")


def locations(text: str, places: Iterable[int]) -> dict[int, Location]:
    """Return line and column of each place, found in one way through the text."""
    found: dict[int, Location] = {}
    line, line_start, seen = 1, 0, 0
    for place in sorted(places):
        breaks = text.count("\n", seen, place) + text.count("\r", seen, place) - text.count("\r\n", seen, place)
        if breaks:
            line += breaks
            line_start = 1 + max(text.rfind("\n", seen, place), text.rfind("\r", seen, place))
        found[place] = {"line": line, "column": place - line_start + 1}
        seen = place
    return found


def relocated(refusal: RequestError, lifted: Lifted, sent: str) -> RequestError:
    """Return a refusal of the lifted text with the locations of the text as it was sent."""
    starts = _line_starts(lifted.text)

    def origin(location: Location) -> int:
        return lifted.origin(_place(location, starts))

    found = locations(sent, {origin(location) for error in refusal.errors for location in error.get("locations", ())})

    def moved(error: Mapping[str, Any]) -> dict[str, Any]:
        here = {"locations": [found[origin(location)] for location in error["locations"]]} if "locations" in error else {}
        return {**error, **here}

    errors = [moved(error) for error in refusal.errors]
    return RequestError(*errors, data=refusal.data, status=refusal.status, strict_status=refusal.strict_status)


def is_before_cut(refusal: RequestError, stop: Lifted, sent: str) -> bool:
    """Tell whether a syntax error comes from what was sent, not from where it was cut off behind the place it stopped at."""
    rest = stop.pieces[-1]
    if (rest.origin or 0) + len(rest.text) == len(sent):
        return True
    starts = _line_starts(stop.text)
    faults = [_place(location, starts) for error in refusal.errors for location in error.get("locations", ())]
    return max(faults, default=len(stop.text)) < len(stop.text) - len(rest.text) // 2


def _line_starts(text: str) -> list[int]:
    return [0, *(line_break.end() for line_break in _LINE_BREAK.finditer(text))]


def _place(location: Location, line_starts: list[int]) -> int:
    return line_starts[location["line"] - 1] + location["column"] - 1
