"""Texts that a spreadsheet would run, split, trim or change."""

from __future__ import annotations

_FORMULAS = ("=1+1", "+33", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("x")', "=\u200d", "--1", "+-@=", "=", "+")
_BLANKS = ("\tx", "\t=1", "\nx", "\n=1", " =1", " lead", "trail ", "line\nbreak", "\u00a0=1", "\u2028x")
_GUARDS = ("\u200dx", "\u200d=x", "\u200d\u200d=x", "\u200d", "a\u200db")
_WIDE = ("\uff1d1", "\uff0b1", "\uff0d1", "\uff201")
_PLAIN = ('q"uote', "com,ma", "a;b", "TRUE", "007", "1e5", "e\u0301", "\U0001f6a2", "\u05e9\u05dc\u05d5\u05dd", "\\N", "x")
GUARDED_TEXTS = (*_FORMULAS, *_BLANKS, *_GUARDS, *_WIDE, *_PLAIN)
