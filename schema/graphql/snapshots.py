"""The types of snapshots, which are Ferry's own: one state of the data for all pages of a walk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import strawberry
from strawberry.types.field import StrawberryField

from schema.changes import SnapshotConsistency
from schema.graphql.objects import Documented
from schema.graphql.types import Types

SNAPSHOT: Final = "ConnectionSnapshot"
SNAPSHOT_DESCRIPTION: Final = (
    "The state of the data these records were read from; null below a record and among duplicates. Select its `token` on the "
    "first page of a walk and give it as `snapshot` for every further one, of other objects too: all of them see this very "
    "state, whatever is written meanwhile. Give it back with `releaseSnapshot` after the last page: a server holds but a few. "
    "Ferry's own: Twenty has no such field."
)
SNAPSHOT_ARGUMENT: Final = Documented(
    "String", "The token of a snapshot, whose state is read instead of the present one; null and empty are none"
)
_RELEASE_DESCRIPTION = (
    "Give back the token of a snapshot when the last page is read, so that others need not wait until it ends by itself. True "
    "when it stood for a state, false when it never did or no longer does. Whoever shares that state keeps it under a token of "
    "their own. Ferry's own: Twenty has no such field."
)
_CONSISTENCIES = {
    SnapshotConsistency.SNAPSHOT: "One state of the data, exactly",
    SnapshotConsistency.HIGH_WATER_MARK: "No record that exists throughout is lost or repeated, for want of more",
}


def add_snapshot(types: Types) -> None:
    """Add the type of a snapshot and what it promises."""
    types.enum("SnapshotConsistency", _CONSISTENCIES.items(), "What the pages of a walk under a snapshot see together")
    fields = (
        types.field("token", "String!", "What further pages name the snapshot by. Selecting it without one opens a snapshot"),
        types.field("consistency", "SnapshotConsistency!", "What the pages see together"),
        types.field(
            "expiresAt", "DateTime!", "Until when the next page must be asked for; each page puts it off, up to a limit"
        ),
        types.field(
            "changes", "String", "The token from which the changes of this object that came after this state are listed"
        ),
    )
    types.output(SNAPSHOT, fields, "One state of the data")


def release_field(types: Types, resolver: Callable[..., Any]) -> StrawberryField:
    """Return the root field that gives a token back; the resolver takes `info` and `token`, and answers a truth value."""
    token = types.argument("token", "String!")
    return types.resolved_field("releaseSnapshot", "Boolean!", resolver, [token], _RELEASE_DESCRIPTION)


def released_before(info: strawberry.Info, **_arguments: Any) -> Any:
    """Resolve a release by what the context holds for its key: all tokens of a document were given back before."""
    return info.context["released"][info.path.key]
