"""A bulk upsert of rockets as the contract tells it (`data-api.md` 7, 9, 15 and 19): row after row, over a plain dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]
KEYS = {"id": ("id",), "serial": ("serial",), "contact": ("primaryEmail",), "row+seat": ("row", "seat")}
PATHS = {"id": "id", "serial": "serial", "contact": "contact.primaryEmail", "row+seat": "row+seat"}
PLAIN = ("row", "seat", "mass", "kind", "makerId", "parentId", "deletedAt")
COLUMNS = ("id", "serial", "primaryEmail", "additionalEmails", "name", "firstName", "lastName", *PLAIN)
Told = tuple[str, str | None, str | None, str | None]
"""Message, sub-code, field and conflicting record of an error; of a message only what matters."""


class RejectedError(Exception):
    """A row is rejected."""

    def __init__(self, message: str, field: str | None, sub_code: str | None = None, holder: str | None = None) -> None:
        super().__init__(message)
        self.told: Told = (message, sub_code, field, holder)


@dataclass(frozen=True, slots=True)
class Options:
    """The arguments beside the rows."""

    match: tuple[str, ...] = tuple(KEYS)
    on_conflict: str = "UPDATE"
    restore_deleted: bool = True
    on_error: str = "ABORT"
    dry_run: bool = False


@dataclass(slots=True)
class Workspace:
    """Rockets by id, the companies there are, and what the call in progress has made and touched."""

    rockets: dict[str, Record]
    live_companies: frozenset[str]
    deleted_companies: frozenset[str]
    created: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)


Outcome = tuple[str, str | None, Told | None]
"""Action, record id (a made-up one for a record that brings none) and error of a row."""


def plain_upsert(workspace: Workspace, rows: Iterable[Mapping[str, Any]], options: Options) -> tuple[list[Outcome], Workspace]:
    """Return what becomes of each row, and the workspace afterwards."""
    after = Workspace(deepcopy(workspace.rockets), workspace.live_companies, workspace.deleted_companies)
    outcomes = [_outcome(after, number, row, options) for number, row in enumerate(rows)]
    if options.on_error == "ABORT" and any(action == "REJECTED" for action, _, _ in outcomes):
        skipped = [
            (action, record, told) if action == "REJECTED" else ("SKIPPED", None if record in after.created else record, None)
            for action, record, told in outcomes
        ]
        return skipped, Workspace(workspace.rockets, workspace.live_companies, workspace.deleted_companies)
    if options.dry_run:
        return outcomes, Workspace(workspace.rockets, workspace.live_companies, workspace.deleted_companies)
    return outcomes, after


def _outcome(workspace: Workspace, number: int, row: Mapping[str, Any], options: Options) -> Outcome:
    try:
        given = _given(row)
        given |= _references(workspace, row)
        found = _match(workspace, given, options)
        if found is None:
            return "CREATED", _create(workspace, given, number), None
        if options.on_conflict == "SKIP":
            return "SKIPPED", found[1], None
        if options.on_conflict == "ERROR":
            raise _duplicate(workspace, *found)
        return _change(workspace, given, found[1], options), found[1], None
    except RejectedError as rejected:
        return "REJECTED", None, rejected.told


def _given(row: Mapping[str, Any]) -> Record:
    """Return the columns a row gives, or refuse its first bad value, or after all values its first bad relation."""
    given: Record = {}
    for key, value in row.items():
        given |= _columns(key, value)
    for relation in (key for key in row if key in ("maker", "parent")):
        if f"{relation}Id" in row:
            raise RejectedError(f"{relation} and {relation}Id cannot be both provided.", relation)
        if row[relation] is None:
            message = f'Relation "{relation}" requires connect or disconnect operation'
            raise RejectedError(message, relation, "INVALID_ARGS_DATA")
    return given


def _columns(key: str, value: Any) -> Record:
    match key, value:
        case "nope", _:
            raise RejectedError('Object rocket doesn\'t have any "nope" field.', key, "INVALID_ARGS_DATA")
        case "mass", str():
            raise RejectedError(f"Invalid number value '{value}' for field \"mass\"", key, "INVALID_ARGS_DATA")
        case "kind", None:
            raise RejectedError('null value in column "kind" of relation "_rocket" violates not-null constraint', key)
        case ("contact" | "builder", None) | ("maker" | "parent", _):
            return {}
        case "contact", _:
            return _contact(value)
        case "builder", _:
            return {part: text or None for part, text in value.items()}
        case "serial" | "name", _:
            return {key: value or None}
    return {key: value}


def _contact(value: Mapping[str, Any]) -> Record:
    """Read a composite whose primary address is cleared when it is not given; the additional ones stay."""
    address = value.get("primaryEmail")
    if address == "bad":
        message = "Invalid string value 'bad' for email field \"contact.primaryEmail\""
        raise RejectedError(message, "contact.primaryEmail", "INVALID_ARGS_DATA")
    more = {"additionalEmails": value["additionalEmails"] or None} if "additionalEmails" in value else {}
    return {"primaryEmail": address.lower() if address else None, **more}


def _references(workspace: Workspace, row: Mapping[str, Any]) -> Record:
    """Return the join columns a row sets: companies are there or not, rockets may come from earlier rows."""
    joined: Record = {}
    companies = workspace.live_companies | workspace.deleted_companies
    if row.get("makerId") is not None and row["makerId"] not in companies:
        raise RejectedError("foreign key", "makerId")
    if row.get("maker"):
        company = row["maker"]["connect"]["where"]["id"]
        if company not in workspace.live_companies:
            raise RejectedError(f"Expected 1 record to connect to company, but found 0 for id = {company}", "maker")
        joined["makerId"] = company
    if row.get("parentId") is not None and row["parentId"] not in workspace.rockets:
        raise RejectedError("foreign key", "parentId")
    if row.get("parent"):
        serial = row["parent"]["connect"]["where"]["serial"]
        live = [r["id"] for r in workspace.rockets.values() if r["serial"] == serial and r["deletedAt"] is None]
        if not live:
            raise RejectedError(f"Expected 1 record to connect to rocket, but found 0 for serial = {serial}", "parent")
        joined["parentId"] = live[0]
    return joined


def _value(record: Mapping[str, Any], key: str) -> tuple[Any, ...] | None:
    value = tuple(record.get(column) for column in KEYS[key])
    return None if None in value else value


def _holder(workspace: Workspace, key: str, value: tuple[Any, ...] | None) -> str | None:
    """Return the rocket that holds a value; the pair of row and seat is held by live ones only."""
    for rocket in workspace.rockets.values():
        if value is not None and _value(rocket, key) == value and (key != "row+seat" or rocket["deletedAt"] is None):
            return str(rocket["id"])
    return None


def _match(workspace: Workspace, given: Mapping[str, Any], options: Options) -> tuple[str, str] | None:
    """Return the key that matched first, and the rocket, which was there before the call."""
    found: dict[str, str] = {}
    for key in KEYS:
        holder = _holder(workspace, key, _value(given, key)) if key in options.match else None
        if holder is not None and holder not in workspace.created:
            found[key] = holder
    first = next(iter(found.items()), None)
    for key, holder in found.items():
        if first and holder != first[1]:
            raise RejectedError("multiple", PATHS[key], "UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT")
    return first


def _duplicate(workspace: Workspace, key: str, holder: str) -> RejectedError:
    live = workspace.rockets[holder]["deletedAt"] is None
    named = holder if live and holder not in workspace.created and key != "id" else None
    return RejectedError("A duplicate entry was detected", PATHS[key], None, named)


def _refuse_taken(workspace: Workspace, record: Mapping[str, Any], own: str | None) -> None:
    for key in KEYS:
        if key != "row+seat" or record["deletedAt"] is None:
            holder = _holder(workspace, key, _value(record, key))
            if holder not in (None, own):
                assert holder is not None
                raise _duplicate(workspace, key, holder)


def _create(workspace: Workspace, given: Record, number: int) -> str:
    if "kind" not in given:
        raise RejectedError('null value in column "kind" of relation "_rocket" violates not-null constraint', "kind")
    record = {**dict.fromkeys(COLUMNS), "id": f"made-up {number}", **given}
    _refuse_taken(workspace, record, None)
    workspace.rockets[record["id"]] = record
    workspace.created.add(record["id"])
    return str(record["id"])


def _change(workspace: Workspace, given: Record, rocket: str, options: Options) -> str:
    before = workspace.rockets[rocket]
    after = {**before, **given, "id": rocket}
    if options.restore_deleted and "deletedAt" not in given:
        after["deletedAt"] = None
    if after == before:
        return "UNCHANGED"
    _refuse_taken(workspace, after, rocket)
    workspace.rockets[rocket] = after
    workspace.touched.add(rocket)
    return "RESTORED" if before["deletedAt"] and not after["deletedAt"] else "UPDATED"
