"""How the cells of one column are written: declared in a mapping or by an option, or agreed upon by all its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What a reader of cells has to know beside the type; None means: not declared, so only what needs no declaration."""

    date: str | None = None
    """A format of `strptime`, such as `%d.%m.%Y`; ISO dates are always understood."""
    timezone: str | None = None
    """The IANA zone, or offset, of moments that name none."""
    decimal: str | None = None
    thousands: str | None = None
    scientific: bool = False
    """Whether `1e3` is a number."""
    separator: str | None = None
    """What stands between the members of a list."""
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What single cells mean: options, truth values, anything."""
    phone_region: str | None = None
    """The country of national phone numbers, two letters."""
    keep_url: bool = False
    """Whether a URL is sent as it stands, without a scheme added."""
    trim: bool = False
    """Whether outer blanks of texts are taken off."""


PLAIN = CellFormat()
"""Nothing declared: ISO dates, numbers with a dot, the words every type knows."""
