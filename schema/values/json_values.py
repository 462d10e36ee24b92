"""One value of a type stored as JSON: RAW_JSON, ARRAY, MULTI_SELECT and FILES."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import orjson

from schema.values.inspect import inspect
from schema.values.plain import One
from schema.values.refusals import ValueRefused

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_TYPE_NAMES = {list: "array", dict: "object", str: "string", bool: "boolean", int: "number", float: "number"}


def json_text(value: Any) -> str:
    """Write a JSON value in its compact form."""
    return orjson.dumps(value).decode()


def object_value(raw: Any, path: str) -> dict[str, Any] | list[Any] | None:
    """Return the object or list a raw JSON value is, or the one its text holds."""
    if raw is None or isinstance(raw, dict | list):
        return raw
    if isinstance(raw, str):
        try:
            parsed = orjson.loads(raw)
        except orjson.JSONDecodeError:
            parsed = None
        if isinstance(parsed, dict | list):
            return parsed
        raise ValueRefused(f'Invalid object value {inspect(raw)} for field "{path}"', "Invalid value for JSON.")
    shown = inspect(raw)
    raise ValueRefused(f'Invalid object value {shown} for field "{path}"', f'Invalid value for JSON: "{shown}"')


def raw_json_value(raw: Any, path: str) -> str | None:
    """Return a RAW_JSON as it is stored; an empty object is None."""
    value = object_value(raw, path)
    if value is None or value == {}:
        return None
    try:
        text = json_text(value)
    except orjson.JSONEncodeError:
        text = None
    if text is None or _NUL.search(text):
        raise ValueRefused(f'Invalid object value {inspect(value)} for field "{path}"', "Invalid value for JSON.")
    return text


def array_value(raw: Any, path: str) -> str | None:
    """Return an ARRAY as it is stored; a single text is a list of one."""
    items = texts(raw, path)
    return json_text(items) if items else None


def choices_value(options: Collection[str]) -> One:
    """Return the check of a MULTI_SELECT field."""
    allowed = frozenset(options)

    def check(raw: Any, path: str) -> str | None:
        items = texts(raw, path)
        if not items:
            return None
        if not allowed.issuperset(items):
            shown = inspect(raw)
            message = f'Invalid value {shown} for multi select field "{path}"'
            raise ValueRefused(message, f'Invalid value for multi-select: "{shown}"')
        return json_text(items)

    return check


def files_value(limit: int | None) -> One:
    """Return the check of a FILES field that holds at most `limit` files."""

    def check(raw: Any, path: str) -> str | None:
        if raw is None:
            return None
        files = _files(raw, path)
        if limit is not None and len(files) > limit:
            raise ValueRefused(f"Max number of files is {limit}", f"Max number of files is {limit}")
        return json_text(files) if files else None

    return check


def texts(raw: Any, path: str) -> list[str] | None:
    """Return a list of text, or the list of one a single text stands for."""
    if raw is None or raw == "":
        return None
    items = [raw] if isinstance(raw, str) else raw
    if not isinstance(items, list) or not all(isinstance(item, str) and "\0" not in item for item in items):
        shown = inspect(raw)
        message = f'Invalid value {shown} for field "{path} - Array values need to be string"'
        raise ValueRefused(message, f'Invalid value: "{shown}"')
    return items


def _files(raw: Any, path: str) -> list[dict[str, str]]:
    value = raw
    if isinstance(raw, str):
        try:
            value = orjson.loads(raw)
        except orjson.JSONDecodeError:
            words = 'It should be an array of objects with "fileId" and "label" properties.'
            message = f'Invalid value "{inspect(raw)}" for FILES field "{path}" - {words}'
            raise ValueRefused(message, message) from None
    problems = _file_problems(value)
    if problems:
        listed = ", ".join(problems)
        raise ValueRefused(
            f'Invalid value "{inspect(value)}" for FILES field "{path}" - {listed}',
            f'Invalid value for FILES field "{path}" - {listed}',
        )
    return [{"fileId": file["fileId"].lower(), "label": file["label"]} for file in value]


def _file_problems(value: Any) -> list[str]:
    if not isinstance(value, list):
        return [f": Invalid input: expected array, received {_type_name(value)}"]
    problems: list[str] = []
    for place, file in enumerate(value):
        if not isinstance(file, dict):
            problems.append(f"{place}: Invalid input: expected object, received {_type_name(file)}")
            continue
        problems += _text_problems(file, "fileId", place)
        if isinstance(file.get("fileId"), str) and not _UUID.fullmatch(file["fileId"]):
            problems.append(f"{place}.fileId: Invalid UUID")
        problems += _text_problems(file, "label", place)
        others = [f'"{name}"' for name in file if name not in ("fileId", "label")]
        if others:
            problems.append(f"{place}: Unrecognized key{'s' if len(others) > 1 else ''}: {', '.join(others)}")
    return problems


def _text_problems(file: dict[str, Any], name: str, place: int) -> list[str]:
    if isinstance(file.get(name), str):
        return []
    received = _type_name(file[name]) if name in file else "undefined"
    return [f"{place}.{name}: Invalid input: expected string, received {received}"]


def _type_name(value: Any) -> str:
    return _TYPE_NAMES.get(type(value), "null")
