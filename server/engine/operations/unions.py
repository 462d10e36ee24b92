"""Unions: the stored values that several records have in one field of lists, united so that no item is lost.

Each function takes one row of the field's columns per record and the place of the record whose values have priority.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from orjson import loads

from schema.values.json_values import json_text

Values = tuple[Any, ...]
Rows = Sequence[Values]
_Item = dict[str, Any]


def chosen(rows: Rows, first: int, has_value: Callable[[Values], bool]) -> Values:
    """Return the row with priority, or the first other one when that has no value and another has."""
    return next((row for row in (rows[first], *rows) if has_value(row)), rows[first])


def united_texts(rows: Rows) -> Values:
    """Return every text of the lists once."""
    return (_list_text(dict.fromkeys(text for (texts,) in rows for text in _items(texts))),)


def united_files(rows: Rows, first: int, limit: int | None) -> Values:
    """Return every file once, those of the record with priority in front; a field may hold at most `limit`."""
    files: dict[str, _Item] = {}
    for (listed,) in (rows[first], *rows):
        for file in _items(listed):
            files.setdefault(file["fileId"], file)
    return (_list_text(list(files.values())[:limit]),)


def united_emails(rows: Rows, first: int) -> Values:
    """Return the primary address, and every other one once."""
    primary, _ = chosen(rows, first, lambda row: bool(row[0]))
    every = dict.fromkeys(address for own, others in rows for address in (own, *_items(others)) if address)
    return primary, _list_text(address for address in every if address != primary)


def united_links(rows: Rows, first: int, hidden: Collection[str]) -> Values:
    """Return label and address of the primary link, and every other link once; see `_Union` for `hidden`."""
    _, primary, _ = chosen(rows, first, lambda row: bool(row[1]))
    union = _Union(("label", "url"), hidden)
    for *own, others in rows:
        union.add_primary(own[1], own)
        for link in _items(others):
            union.add(link.get("url"), link)
    known = union.without(primary)
    return known.get("label"), primary, union.text()


def united_phones(rows: Rows, first: int, hidden: Collection[str]) -> Values:
    """Return number, country and calling code of the primary phone, and every other phone once.

    Codes without a number are no phone: they stay when there is no number at all. See `_Union` for `hidden`.
    """
    number, country, code, _ = chosen(rows, first, lambda row: bool(row[0]))
    union = _Union(("number", "countryCode", "callingCode"), hidden)
    for *own, others in rows:
        union.add_primary((own[0], own[2]) if own[0] else None, own)
        for phone in _items(others):
            union.add((phone.get("number"), phone.get("callingCode")), phone)
    if not number:
        return *chosen(rows, first, lambda row: any(row[:3]))[:3], union.text()
    known = union.without((number, code))
    return number, country or known.get("countryCode"), code, union.text()


class _Union:
    """Links or phones by what tells them apart, each with every part that some record knows of it.

    `hidden` names parts that an item does not show when it was a primary one; what is stored hides none.
    """

    def __init__(self, parts: Sequence[str], hidden: Collection[str]) -> None:
        self._parts, self._hidden = parts, hidden
        self._items: dict[Any, _Item] = {}

    def add(self, key: Any, item: _Item) -> None:
        """Add an item, or to one that is there already the parts it lacks."""
        kept = self._items.setdefault(key, {})
        kept.update({part: value for part, value in item.items() if not kept.get(part)})

    def add_primary(self, key: Any, values: Sequence[Any]) -> None:
        """Add what a record has in its primary place, if there is a key to it."""
        if key is not None:
            shown = zip(self._parts, values, strict=True)
            self.add(key, {part: value for part, value in shown if value and part not in self._hidden})

    def without(self, key: Any) -> _Item:
        """Take an item out and return it."""
        return self._items.pop(key, {})

    def text(self) -> str | None:
        """Return the items as they are stored."""
        return _list_text(self._items.values())


def _items(text: str | None) -> list[Any]:
    return loads(text) if text else []


def _list_text(items: Iterable[Any]) -> str | None:
    listed = list(items)
    return json_text(listed) if listed else None
