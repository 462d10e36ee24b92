"""What kind of server a run takes the server for."""

from __future__ import annotations

from enum import StrEnum


class Target(StrEnum):
    """`auto` asks the server for Ferry's additions, `twenty` uses none of them, `ferry` insists on them."""

    AUTO = "auto"
    TWENTY = "twenty"
    FERRY = "ferry"
