"""Pages cover every record once, in the order asked for, forward and backward, and while others are written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from schema.model import ObjectMetadata
from schema.naming import capitalise
from tests.processes import Api
from tests.property.pages import backward, forward, query, read_page
from tests.property.plain_filters import Workspace
from tests.property.plain_orderings import Ordering, plain_order
from tests.property.random_orderings import orderings
from tests.property.random_workspaces import Dice, load, new_dice, random_record, random_workspace

_settings = hypothesis_settings(
    deadline=None, max_examples=15, print_blob=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_NAMES = ("company", "person", "opportunity", "task")
_RELATED = frozenset({"company", "person"})
_SIZES = st.integers(1, 12)
_MOST_OTHERS = 30
_names = pytest.mark.parametrize("name", _NAMES)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A server that holds a random workspace, and the dice to make more of it."""

    api: Api
    workspace: Workspace
    dice: Dice

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Say how to get the same records again, instead of all of them."""
        printer.text(f"the records of FERRY_TEST_SEED={self.dice.seed}")

    def object(self, name: str) -> ObjectMetadata:
        """Return an object by name."""
        return self.workspace.model.by_name[name]

    def ordering(self, name: str, data: st.DataObject) -> Ordering:
        """Draw an ordering of an object, and say which it is."""
        drawn: Ordering = data.draw(orderings(self.workspace.model, self.workspace.model.by_name[name], _RELATED))
        note(f"orderBy: {drawn}")
        return drawn


@pytest.fixture(scope="module")
def loaded(api: Api) -> Loaded:
    """Load thirty live records of each object."""
    dice = new_dice()
    workspace, raw = random_workspace(dice, 30, deleted=0)
    load(api, raw)
    return Loaded(api, workspace, dice)


@_names
@given(data=st.data(), size=_SIZES)
@_settings
def test_pages_forward_hold_everything_in_order(loaded: Loaded, name: str, data: st.DataObject, size: int) -> None:
    """The pages of any size joined are all records in the order asked for, each once."""
    obj = loaded.object(name)
    ordering = loaded.ordering(name, data)
    expected = plain_order(loaded.workspace, obj, ordering, list(loaded.workspace.records[name]))

    pages = list(forward(loaded.api, obj, ordering, size))

    assert expected == [key for page in pages for key in page.keys]
    assert [(len(expected), False)] * len(pages) == [(page.total, page.has_previous) for page in pages]
    assert [size] * (len(pages) - 1) == [len(page.keys) for page in pages[:-1]]


@_names
@given(data=st.data(), size=_SIZES)
@_settings
def test_pages_backward_are_the_pages_forward_reversed(loaded: Loaded, name: str, data: st.DataObject, size: int) -> None:
    """Walking back from a record gives all records before it, and the rows of a page stay in forward order."""
    obj = loaded.object(name)
    ordering = loaded.ordering(name, data)
    whole = next(forward(loaded.api, obj, ordering, 1000))
    start = data.draw(st.integers(0, len(whole.keys) - 1))

    pages = list(backward(loaded.api, obj, ordering, size, whole.cursors[start]))

    assert whole.keys[:start] == [key for page in reversed(pages) for key in page.keys]
    assert [False] * len(pages) == [page.has_next for page in pages]


@_names
@given(data=st.data(), size=_SIZES)
@_settings
def test_every_cursor_continues_right_after_its_record(loaded: Loaded, name: str, data: st.DataObject, size: int) -> None:
    """The cursor of any row, not only of the last, leads on to the next one."""
    obj = loaded.object(name)
    ordering = loaded.ordering(name, data)
    whole = next(forward(loaded.api, obj, ordering, 1000))
    start = data.draw(st.integers(0, len(whole.keys) - 1))

    page = read_page(loaded.api, obj, ordering, first=size, after=whole.cursors[start])

    assert whole.keys[start + 1 : start + 1 + size] == page.keys
    assert page.has_next == (start + 1 + size < len(whole.keys))


@_names
@given(data=st.data(), size=_SIZES)
@hypothesis_settings(_settings, max_examples=6)
def test_records_that_stay_appear_once_while_others_come(loaded: Loaded, name: str, data: st.DataObject, size: int) -> None:
    """Records created between the pages, before the cursor and after it, neither hide nor repeat those that stay."""
    obj = loaded.object(name)
    ordering = loaded.ordering(name, data)
    expected = plain_order(loaded.workspace, obj, ordering, list(loaded.workspace.records[name]))
    others = Others(loaded, name, random.Random(data.draw(st.integers(0, 2**32), label="seed of the others")), [])
    try:
        pages = list(forward(loaded.api, obj, ordering, size, between=others.create))
    finally:
        others.destroy()

    seen = [key for page in pages for key in page.keys]
    assert expected == [key for key in seen if key in loaded.workspace.records[name]]
    assert len(seen) == len(set(seen))


@_names
@given(data=st.data())
@_settings
def test_a_cursor_of_another_ordering_is_refused(loaded: Loaded, name: str, data: st.DataObject) -> None:
    """A cursor that lacks a field of the ordering is refused by name instead of paging wrongly."""
    obj = loaded.object(name)
    made, asked = loaded.ordering(name, data), loaded.ordering(name, data)
    missing = [path for path in _paths(asked) if path not in _paths(made)]
    assume(missing and ("id",) not in [*_paths(made), *_paths(asked)])
    cursor = read_page(loaded.api, obj, made, first=1).cursors[0]

    answer = loaded.api.send(query(obj), orderBy=asked, first=1, after=cursor)

    words = f'Cursor is missing the value for orderBy field "{".".join(missing[0])}": it was encoded for a different orderBy.'
    (error,) = answer["errors"]
    assert {obj.name_plural: None} == answer["data"]
    assert (f"{words} Restart pagination without a cursor.", "INVALID_CURSOR") == (
        error["message"],
        error["extensions"]["subCode"],
    )


@dataclass(frozen=True, slots=True)
class Others:
    """Records that come while pages are read, and go when they have been."""

    loaded: Loaded
    name: str
    chance: random.Random
    keys: list[str]

    def create(self) -> None:
        """Create up to three more records of any values, until there are enough: a walk that is outrun never ends."""
        if len(self.keys) >= _MOST_OTHERS:
            return
        ids = {name: list(records) for name, records in self.loaded.workspace.records.items()}
        dice = Dice(0, self.chance)
        rows = [
            random_record(dice, ids, self.name, 1000 + len(self.keys) + more, 0) for more in range(self.chance.randint(0, 3))
        ]
        load(self.loaded.api, {self.name: rows})
        self.keys.extend(row["id"] for row in rows)

    def destroy(self) -> None:
        """Remove what was created."""
        plural = capitalise(self.loaded.workspace.model.by_name[self.name].name_plural)
        query = f"mutation($filter: {capitalise(self.name)}FilterInput!) {{ destroy{plural}(filter: $filter) {{ id }} }}"
        if self.keys:
            self.loaded.api.ask(query, filter={"id": {"in": self.keys}})


def _paths(ordering: Ordering) -> list[tuple[str, ...]]:
    """Return the path of every ordered column."""
    return [path for entry in ordering for path in _leaves(entry)]


def _leaves(entry: Any) -> list[tuple[str, ...]]:
    if isinstance(entry, str):
        return [()]
    return [(name, *rest) for name, inner in entry.items() for rest in _leaves(inner)]
