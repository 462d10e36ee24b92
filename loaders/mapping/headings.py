"""Matches the headings of a file to columns: by label, by API path, by the spellings of older exports, by plain words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingOf

from loaders.errors import MappingError
from loaders.files.formula_guard import ZERO_WIDTH_JOINER
from loaders.mapping.columns import Column
from loaders.mapping.mapping import LeftOut, MappedColumn, Mapping

_Names = MappingOf[str, Sequence[Column]]
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\da-zA-Z_]+")


def clean(heading: str) -> str:
    """Return a heading without byte order mark, formula guard, outer blanks and quotes."""
    return heading.strip().removeprefix("\ufeff").removeprefix(ZERO_WIDTH_JOINER).strip().strip('"').strip()


def plain_words(name: str) -> str:
    """Return a name reduced to its words: case, accents, separators, "e-mail" and plural endings do not count."""
    decomposed = unicodedata.normalize("NFKD", name)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    bare = re.sub(r"(?i)\be-?mail", "email", bare)
    words = (word.casefold() for word in _WORDS.findall(bare))
    return "".join(word.removesuffix("s") if len(word) > 3 else word for word in words)


def match_headings(headings: Sequence[str], columns: Sequence[Column]) -> Mapping:
    """Map every heading that names exactly one column; a name for two columns, or two names for one, is refused."""
    ways = _ways(columns)
    mapped: list[MappedColumn] = []
    left_out: list[LeftOut] = []
    for position, heading in enumerate(headings):
        name = clean(heading)
        if not name or name.startswith("_"):
            continue
        column = _match(name, ways)
        if column is None:
            left_out.append(LeftOut(name, "no such field", _nearest(name, columns)))
        elif column.kept_out:
            left_out.append(LeftOut(name, column.kept_out))
        else:
            mapped.append(MappedColumn(position, name, column))
    _refuse_shared_places(mapped)
    if not mapped:
        raise MappingError(_nothing_mapped(left_out))
    width = max(position for position, heading in enumerate(headings) if clean(heading)) + 1
    return Mapping(tuple(mapped), tuple(left_out), tuple(headings), width)


def _ways(columns: Sequence[Column]) -> tuple[_Names, ...]:
    """Return the name indexes in the order in which they decide."""
    by_label = _index(columns, lambda column: (column.label,))
    by_path = _index(columns, lambda column: (column.path,))
    by_alias = _index(columns, lambda column: column.aliases)
    return (by_label, by_path, by_alias, _index(columns, _words_of))


def _index(columns: Sequence[Column], names: Callable[[Column], Iterable[str]]) -> _Names:
    found: dict[str, list[Column]] = defaultdict(list)
    for column in columns:
        for name in dict.fromkeys(names(column)):
            found[name].append(column)
    return found


def _words_of(column: Column) -> Iterable[str]:
    return (plain_words(name) for name in (column.label, column.path, *column.aliases))


def _match(name: str, ways: tuple[_Names, ...]) -> Column | None:
    for number, names in enumerate(ways):
        found = names.get(plain_words(name) if number == len(ways) - 1 else name, ())
        if len(found) > 1:
            return _decide(name, found)
        if found:
            return found[0]
    return None


def _decide(name: str, found: Sequence[Column]) -> Column:
    """Choose among columns of one label by the name of the field; a tie is never resolved silently."""
    named = [column for column in found if plain_words(column.path) == plain_words(name)]
    if len(named) == 1:
        return named[0]
    paths = " and ".join(column.path for column in found)
    raise MappingError(f'the heading "{name}" fits {paths}; rename it to the one you mean')


def _refuse_shared_places(mapped: Sequence[MappedColumn]) -> None:
    first: dict[tuple[str, str | None], MappedColumn] = {}
    for column in mapped:
        other = first.setdefault(column.column.place, column)
        if other is not column:
            raise MappingError(
                f'the headings "{other.heading}" (column {other.position + 1}) and "{column.heading}" '
                f"(column {column.position + 1}) both fill {'.'.join(filter(None, column.column.place))}; "
                "rename one so that it begins with _ to leave it out"
            )


def _nearest(name: str, columns: Sequence[Column]) -> tuple[str, ...]:
    labels = {plain_words(spelling): column.label for column in columns for spelling in (column.path, column.label)}
    near = difflib.get_close_matches(plain_words(name), labels, 6, 0.3)
    return tuple(dict.fromkeys(labels[words] for words in near))[:3]


def _nothing_mapped(left_out: Sequence[LeftOut]) -> str:
    listed = "\n".join(f"  {column}" for column in left_out)
    return f"no heading of the file names a field, so there is nothing to import{':' if listed else ''}\n{listed}".rstrip()
