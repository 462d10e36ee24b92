"""The mistakes a data model can contain."""

from __future__ import annotations


class DataModelError(ValueError):
    """The data model contradicts itself; the message names the object and the field."""
