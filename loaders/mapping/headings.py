"""Matches the headings of a file to columns: by what is said, by what is written, by what people mean, by likeness last."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

from loaders.errors import MappingError
from loaders.mapping.assignment import Assignment, Heading, ruled_out_text
from loaders.mapping.columns import Column
from loaders.mapping.likeness import is_clear, likely_columns
from loaders.mapping.mapping import NO_FIELD, Guess, LeftOut, MappedColumn, Mapping, Rule
from loaders.mapping.names import clean, plain_words
from loaders.mapping.presets import Preset, general_names
from loaders.mapping.shapes import share_fitting
from loaders.mapping.vocabulary import EXACT, Candidate, vocabulary_of
from loaders.values.cell_format import CellFormat
from schema.field_types import FieldType

Samples = MappingOf[int, Sequence[str]]
_SCORES = {Rule.PRESET: 0.95, Rule.WORDS: 0.9, Rule.SYNONYM: 0.85}
_UNKNOWN_PART = "/ undefined"


def match_headings(
    headings: Sequence[str],
    columns: Sequence[Column],
    *,
    samples: Samples | None = None,
    preset: Preset | None = None,
    accept_guesses: bool = False,
    decided: MappingOf[int, MappedColumn | LeftOut] | None = None,
) -> Mapping:
    """Map every heading that means one column; what may mean two, or two that mean one, is refused with the way to settle it.

    `samples` are distinct cells by position; `decided` is what a mapping file says. With `accept_guesses` headings that only
    resemble a name are mapped too: they are the `guesses` of the mapping, and somebody has to confirm them.
    """
    matching = _Matching(columns, samples, preset, dict(decided or {}))
    assignment = Assignment()
    found = matching.match([clean(heading) for heading in headings], assignment, accept_guesses=accept_guesses)
    mapped = tuple(entry for entry in found if isinstance(entry, MappedColumn))
    left_out = tuple(entry for entry in found if isinstance(entry, LeftOut))
    if not mapped:
        raise MappingError(_nothing_mapped(left_out))
    width = max((position for position, heading in enumerate(headings) if clean(heading)), default=-1) + 1
    return Mapping(mapped, left_out, tuple(headings), width, notes={**assignment.notes, **dict(matching.nameless(headings))})


@dataclass(frozen=True, slots=True)
class _Matching:
    columns: Sequence[Column]
    samples: Samples | None
    preset: Preset | None
    decided: MappingOf[int, MappedColumn | LeftOut]

    def match(self, names: Sequence[str], assignment: Assignment, *, accept_guesses: bool) -> list[MappedColumn | LeftOut]:
        """Return what becomes of every heading, in the order of the file."""
        assignment.questions += _repeated(names, self.decided)
        for position, entry in self.decided.items():
            if isinstance(entry, MappedColumn):
                assignment.claim(Heading(position, entry.heading, ()), entry.column)
        open_ones = self._headings(names)
        assignment.give(open_ones)
        if assignment.questions:
            raise MappingError("\n".join(dict.fromkeys(assignment.questions)))
        found = dict(self.decided)
        for heading in open_ones:
            candidate = assignment.taken.get(heading.position)
            found[heading.position] = self._entry(heading, candidate) if candidate else self._unmatched(heading, assignment)
        self._guess(open_ones, assignment, found, accept_guesses=accept_guesses)
        return [found[position] for position in sorted(found)]

    def nameless(self, headings: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield a note for every column that has cells but no heading."""
        for position, heading in enumerate(headings):
            if not clean(heading) and self.samples and self.samples.get(position):
                yield f"(column {position + 1})", "has cells but no heading, and is not imported"

    def _headings(self, names: Sequence[str]) -> list[Heading]:
        presets = [(Rule.SYNONYM, general_names())]
        if self.preset is not None:
            presets.insert(0, (Rule.PRESET, self.preset))
        vocabulary = vocabulary_of(self.columns, presets, cells_known=self.samples is not None)
        found = []
        for position, name in enumerate(names):
            if not name or name.startswith("_") or position in self.decided:
                continue
            cells = self._cells(position)
            candidates = [*vocabulary.candidates(name), *self._hinted(name, cells)]
            fitting = [c for c in candidates if self._admits(c, position)]
            ruled_out = [c for c in candidates if c not in fitting]
            found.append(Heading(position, name, fitting, ruled_out, self.samples is not None and not cells))
        return found

    def _cells(self, position: int) -> Sequence[str]:
        return self.samples.get(position, ()) if self.samples else ()

    def _hinted(self, name: str, cells: Sequence[str]) -> Iterator[Candidate]:
        """Yield the columns that a name of little meaning has because of what all its cells contain."""
        for hint in general_names().hints:
            if hint.fits(cells) and plain_words(name) in map(plain_words, hint.names):
                for column in self.columns:
                    if f"{column.object_name}.{column.path}" in hint.paths:
                        yield Candidate((len(Rule), 0), Rule.SYNONYM, column)

    def _admits(self, candidate: Candidate, position: int) -> bool:
        """Return whether the cells may be values of a column; the surer the rule, the less they are asked."""
        column, cells, exact = candidate.column, self._cells(position), candidate.rule in EXACT
        if self.samples is None or not cells:
            return not (column.type is FieldType.UUID and candidate.rule in (Rule.PRESET, Rule.SYNONYM))
        if column.kept_out and candidate.rule not in (Rule.PRESET, Rule.SYNONYM):
            return True
        if exact and not column.whole:
            return column.type not in (FieldType.UUID, FieldType.POSITION) or share_fitting(column, cells) > 0
        if column.options:
            return True
        unlike = general_names().unlike.get(f"{column.object_name}.{column.path}", frozenset())
        return share_fitting(column, cells) >= 0.5 and not all(cell.strip().casefold() in unlike for cell in cells)

    def _entry(self, heading: Heading, candidate: Candidate) -> MappedColumn | LeftOut:
        column = candidate.column
        if column.kept_out:
            return LeftOut(heading.name, column.kept_out, position=heading.position)
        others = () if candidate.rule in EXACT else _labels(heading.candidates, column)
        guess = Guess(candidate.rule, _SCORES.get(candidate.rule, 1.0), tuple(self._cells(heading.position)[:3]), others)
        return MappedColumn(heading.position, heading.name, column, self._format(column, heading.position), guess=guess)

    def _format(self, column: Column, position: int) -> CellFormat:
        return self.preset.format_of(column, self._cells(position)) if self.preset else CellFormat()

    def _unmatched(self, heading: Heading, assignment: Assignment) -> LeftOut:
        if other := assignment.late.get(heading.position):
            reason = f"means {_labels(heading.candidates)[0]}, which {other} fills"
        elif heading.name.endswith(_UNKNOWN_PART):
            reason = "a part of a field that the version which exported it had no name for"
        elif self._is_noise(heading.name):
            reason = f"of use to {self.preset.product if self.preset else 'its system'} only"
        elif heading.ruled_out:
            reason = ruled_out_text(heading)
        else:
            reason = NO_FIELD
        return LeftOut(heading.name, reason, nearest_labels(heading.name, self.columns), heading.position)

    def _is_noise(self, name: str) -> bool:
        """Return whether nothing may be guessed from a name."""
        noise = (*self.preset.noise, *self.preset.record_ids) if self.preset else ()
        return name.endswith(_UNKNOWN_PART) or plain_words(name) in map(plain_words, noise)

    def _guess(
        self,
        headings: Sequence[Heading],
        assignment: Assignment,
        found: dict[int, MappedColumn | LeftOut],
        *,
        accept_guesses: bool,
    ) -> None:
        """Look for likeness where nothing else was found; of two headings that resemble one column the likelier has it."""
        offers = []
        for heading in headings:
            known = heading.position in assignment.taken or heading.position in assignment.late
            if not known and not self._is_noise(heading.name):
                likely = likely_columns(heading.name, self._cells(heading.position), self.columns)
                free = [(score, column) for score, column in likely if assignment.holder(column) is None]
                offers += [(free[0][0], heading, free)] if free else []
        for score, heading, likely in sorted(offers, key=lambda offer: (-offer[0], offer[1].position)):
            column, labels = likely[0][1], tuple(other.label for _, other in likely[1:4])
            clear = is_clear(likely) and assignment.holder(column) is None
            if accept_guesses and clear:
                guess = Guess(Rule.LIKENESS, score, tuple(self._cells(heading.position)[:3]), labels)
                found[heading.position] = MappedColumn(
                    heading.position, heading.name, column, self._format(column, heading.position), guess=guess
                )
                assignment.places[column.place] = heading
            else:
                reason = f"resembles {column.label} ({score:.2f})" if clear else "resembles several fields"
                found[heading.position] = LeftOut(
                    heading.name,
                    f"{reason}; --accept-guesses or a mapping file settles it",
                    (column.label, *labels),
                    heading.position,
                )


def nearest_labels(name: str, columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the labels of the three columns whose names come nearest."""
    loaded = [column for column in columns if not column.kept_out]
    labels = {plain_words(spelling): column.label for column in loaded for spelling in (column.path, column.label)}
    near = difflib.get_close_matches(plain_words(name), labels, 6, 0.0)
    return tuple(dict.fromkeys(labels[words] for words in near))[:3]


def _repeated(names: Sequence[str], decided: MappingOf[int, object]) -> Iterator[str]:
    """Yield a question for every heading that stands more than once and is not told apart by a mapping file."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if name and not name.startswith("_"):
            positions[name].append(position)
    for name, several in positions.items():
        if len(several) > 1 and not all(position in decided for position in several):
            columns = " and ".join(str(position + 1) for position in several)
            told = " and ".join(f'"{name}#{number}"' for number in range(1, len(several) + 1))
            how = f"rename all but one, or tell them apart in a mapping file as {told}"
            yield f'the heading "{name}" stands in columns {columns}; {how}'


def _labels(candidates: Sequence[Candidate], but: Column | None = None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.column.label for c in candidates if c.column is not but and not c.column.kept_out))[:3]


def _nothing_mapped(left_out: Sequence[LeftOut]) -> str:
    listed = "\n".join(f"  {column}" for column in left_out)
    return f"no heading of the file names a field, so there is nothing to import{':' if listed else ''}\n{listed}".rstrip()
