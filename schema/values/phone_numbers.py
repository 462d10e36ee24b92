"""A phone number read as libphonenumber-js reads it: written in any way, with or without its calling code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values.phone_plans import COUNTRIES, NumberingPlan, code_plan, country_of, country_plan

_LONGEST_TEXT = 250
_SHORTEST, _LONGEST = 2, 17
_USUAL = re.compile(r"\+?[0-9](?:[ ().-]*+[0-9]){2,}+")
_DIGITS = "0-9\uff10-\uff19\u0660-\u0669\u06f0-\u06f9"
_MARKS = (
    "-\u2010-\u2015\u2212\u30fc\uff0d\uff0f/\uff0e. \xa0\xad\u200b\u2060\u3000"
    "()\uff08\uff09\uff3b\uff3d\\[\\]~\u2053\u223c\uff5e"
)
_LABELS = "e?xt(?:ensi(?:o\u0301?|\xf3))?n?|\uff45?\uff58\uff54\uff4e?|\u0434\u043e\u0431|anexo"
_BLANKS = "[ \xa0\\t]*"
_EXTENSION = (
    rf"(?:;ext=[{_DIGITS}]{{1,20}}"
    rf"|[ \xa0\t,]*(?:{_LABELS})[:.\uff0e]?[ \xa0\t,-]*[{_DIGITS}]{{1,20}}#?"
    rf"|[ \xa0\t,]*(?:[x\uff58#\uff03~\uff5e]|int|\uff49\uff4e\uff54)[:.\uff0e]?[ \xa0\t,-]*[{_DIGITS}]{{1,9}}#?"
    rf"|[- ]+[{_DIGITS}]{{1,6}}#"
    rf"|{_BLANKS}(?:,{{2}}|;)[:.\uff0e]?[ \xa0\t,-]*[{_DIGITS}]{{1,15}}#?"
    rf"|{_BLANKS},+[:.\uff0e]?[ \xa0\t,-]*[{_DIGITS}]{{1,9}}#?)"
)
_NUMBER = rf"[+\uff0b]?(?:[{_MARKS}]*[{_DIGITS}]){{3,}}[{_MARKS}{_DIGITS}]*"
_VIABLE = re.compile(rf"[{_DIGITS}]{{2}}|{_NUMBER}{_EXTENSION}?", re.IGNORECASE)
_EXTENDED = re.compile(rf"{_EXTENSION}\Z", re.IGNORECASE)
_START = re.compile(rf"[+\uff0b{_DIGITS}]")
_TAIL = re.compile(rf"[^{_DIGITS}#]+\Z")
_NO_DIGIT = re.compile(rf"[^{_DIGITS}]+")
_USUAL_MARKS = str.maketrans("", "", " ().-")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number without its calling code, the code without plus, and the country where it can be told."""

    national: str
    calling_code: str
    country: str | None


def parse_phone_number(text: str, country: str | None, calling_code: str | None) -> PhoneNumber | None:
    """Return the number a text writes, or None; country or calling code say where a number without code belongs."""
    digits = text.translate(_USUAL_MARKS) if _USUAL.fullmatch(text) and len(text) <= _LONGEST_TEXT else _digits(text)
    if not digits:
        return None
    home = country_plan(country) if country else code_plan(calling_code) if calling_code else None
    code, rest = _split_code(digits, home, idd=bool(country))
    plan = code_plan(code) if code else home
    if plan is None:
        return None
    national = _national(rest, plan)
    if not _SHORTEST <= len(national) <= _LONGEST:
        return None
    return PhoneNumber(national, plan.calling_code, country_of(plan.calling_code, national) or (None if code else country))


def _digits(text: str) -> str:
    """Return the digits of the number in a text, after a plus where it has one."""
    start = _START.search(text) if len(text) <= _LONGEST_TEXT else None
    if start is None:
        return ""
    text = _TAIL.sub("", text[start.start() :])
    if not _VIABLE.fullmatch(text):
        return ""
    extension = _EXTENDED.search(text)
    if extension is not None:
        text = text[: extension.start()]
    digits = "".join(str(int(digit)) for digit in _NO_DIGIT.sub("", text))
    return "+" + digits if text[:1] in ("+", "\uff0b") else digits


def _split_code(digits: str, home: NumberingPlan | None, *, idd: bool) -> tuple[str | None, str]:
    """Return the calling code the digits begin with, if they do, and the rest."""
    if digits[0] != "+":
        abroad = _without_international_prefix(digits, home) if home is not None and idd else None
        if abroad is None:
            return _split_own_code(digits, home) if home is not None else (None, digits)
        digits = "+" + abroad
    if digits[1:2] != "0":
        for end in (2, 3, 4):
            if digits[1:end] in COUNTRIES and len(digits) >= end:
                return digits[1:end], digits[end:]
    return None, ""


def _without_international_prefix(digits: str, home: NumberingPlan) -> str | None:
    found = home.international_prefix.match(digits) if home.international_prefix is not None else None
    if found is None or not found.end():
        return None
    rest = digits[found.end() :]
    return None if not rest or rest[0] == "0" else rest


def _split_own_code(digits: str, home: NumberingPlan) -> tuple[str | None, str]:
    """Take off the calling code of home when the number only makes sense without it."""
    if not digits.startswith(home.calling_code):
        return None, digits
    shorter = digits[len(home.calling_code) :]
    whole = _national(digits, home)
    fits_without = not home.pattern.fullmatch(whole) and home.pattern.fullmatch(_national(shorter, home))
    if fits_without or (home.lengths and len(whole) > home.lengths[-1]):
        return home.calling_code, shorter
    return None, digits


def _national(digits: str, plan: NumberingPlan) -> str:
    """Return a national number without its trunk prefix, where there is one."""
    found = plan.national_prefix.match(digits) if plan.national_prefix is not None else None
    if found is None:
        return digits
    shorter = digits[found.end() :]
    groups = plan.national_prefix.groups if plan.national_prefix is not None else 0
    if plan.national_prefix_rule and groups and found[groups]:
        shorter = found.expand(plan.national_prefix_rule) + shorter
    if shorter == digits or (plan.pattern.fullmatch(digits) and not plan.pattern.fullmatch(shorter)):
        return digits
    country = country_of(plan.calling_code, shorter)
    lengths = country_plan(country).lengths if country else plan.lengths
    too_short = lengths and len(shorter) not in lengths and len(shorter) < lengths[-1]
    return digits if too_short else shorter
