"""Gives every heading its column: a field takes one column of the file, and what is not clear is asked, never decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loaders.mapping.columns import Column
from loaders.mapping.names import plain_words
from loaders.mapping.shapes import shape_of
from loaders.mapping.vocabulary import EXACT, Candidate

_HOW = "rename one so that it begins with _ to leave it out, or write a mapping file"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file: its position, and the columns it may mean that its cells do not rule out."""

    position: int
    name: str
    candidates: Sequence[Candidate]
    ruled_out: Sequence[Candidate] = ()
    is_empty: bool = False
    """Whether no row has a cell under it, as far as is known."""

    def __str__(self) -> str:
        return f'"{self.name}" (column {self.position + 1})'


@dataclass(slots=True)
class Assignment:
    """Who has which place so far, and what has to be asked."""

    taken: dict[int, Candidate] = field(default_factory=dict)
    """By position, the column it was given."""
    places: dict[tuple[str, str | None], Heading] = field(default_factory=dict)
    late: dict[int, Heading] = field(default_factory=dict)
    """By position of a heading that found its place taken, the heading that has it."""
    questions: list[str] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    """By heading, what was decided and deserves to be said."""

    def give(self, headings: Sequence[Heading]) -> None:
        """Serve the surest candidates first; empty columns of the file come last."""
        offers = [(h.is_empty, c.order, h.position, h, c) for h in headings for c in self._decided(h)]
        for *_, heading, candidate in sorted(offers, key=lambda offer: offer[:3]):
            if heading.position not in self.taken:
                self._offer(heading, candidate)

    def holder(self, column: Column) -> Heading | None:
        """Return the heading that fills the place of a column, or a part of it."""
        name, part = column.place
        if column.whole:
            return next((heading for (field_name, _), heading in self.places.items() if field_name == name), None)
        return self.places.get((name, part)) or self.places.get((name, None))

    def claim(self, heading: Heading, column: Column) -> None:
        """Note that a heading fills the place of a column; two that must are a question."""
        other = self.holder(column)
        if other is not None:
            self.questions.append(_both(other, heading, column))
        self.places[column.place] = heading

    def _decided(self, heading: Heading) -> Iterator[Candidate]:
        """Yield the candidates of a heading; two columns of equal right are decided by the name of the field, or asked."""
        first = [c for c in heading.candidates if c.order == heading.candidates[0].order] if heading.candidates else []
        if len(first) > 1:
            paths = " and ".join(candidate.column.path for candidate in first)
            named = [c for c in first if plain_words(c.column.path) == plain_words(heading.name)]
            if len(named) != 1:
                how = "rename it to the one you mean, or write a mapping file"
                self.questions.append(f'the heading "{heading.name}" fits {paths}; {how}')
                return
            self.notes[heading.name] = f"fits {paths}; the name of the field decided for {named[0].column.path}"
            first = named
        yield from first
        yield from (c for c in heading.candidates[1:] if c.order != first[0].order) if first else ()

    def _offer(self, heading: Heading, candidate: Candidate) -> None:
        column = candidate.column
        if column.kept_out:
            self.taken[heading.position] = candidate
            return
        other = self.holder(column)
        if other is None:
            self.taken[heading.position] = candidate
            self.places[column.place] = heading
            return
        if heading.is_empty or not self._contends(candidate, other, column):
            self.late.setdefault(heading.position, other)
            return
        self.questions.append(_both(other, heading, column))
        self.taken[heading.position] = candidate

    def _contends(self, candidate: Candidate, other: Heading, column: Column) -> bool:
        """Return whether two headings claim a place with equal right; of a relation only one may be filled."""
        given = self.taken.get(other.position)
        if given is None or other.is_empty:
            return False
        if column.relation is not None:
            return True
        return (candidate.rule in EXACT and given.rule in EXACT) or candidate.order == given.order


def _both(first: Heading, second: Heading, column: Column) -> str:
    filled = ".".join(filter(None, column.place))
    return f"the headings {first} and {second} both fill {filled}; {_HOW}"


def ruled_out_text(heading: Heading) -> str:
    """Say why the cells of a column speak against what its heading says."""
    first = heading.ruled_out[0].column
    alike = [
        c.column for c in heading.ruled_out if c.column is first or (first.relation and c.column.relation == first.relation)
    ]
    shapes = dict.fromkeys(shape_of(column) or "such values" for column in alike)
    return f"would be {' or '.join(column.label for column in alike)}, but its cells are no {' or '.join(shapes)}"
