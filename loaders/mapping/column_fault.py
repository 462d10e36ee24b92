"""What is wrong with a column as a whole: its cells do not say how it is written."""

from __future__ import annotations

from loaders.errors import MappingError


class ColumnFault(MappingError):
    """A column that may be read in several ways, or whose cells disagree; found before anything is written."""

    def __init__(self, code: str, heading: str, reason: str) -> None:
        super().__init__(f"column {heading}: {reason}")
        self.code = code
