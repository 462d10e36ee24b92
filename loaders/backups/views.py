"""`views.json`: the views of a workspace, where the server shows them to the key."""

from __future__ import annotations

import orjson

from loaders.backups.scope import Omission
from loaders.errors import PermissionRefused
from loaders.remote.client import METADATA, Client
from loaders.remote.refusals import ServerRefused

VIEWS = "views.json"
_PARTS = {
    "viewFields": "id fieldMetadataId isVisible size position aggregateOperation viewFieldGroupId",
    "viewFilters": "id fieldMetadataId operand value viewFilterGroupId positionInViewFilterGroup subFieldName",
    "viewFilterGroups": "id parentViewFilterGroupId logicalOperator positionInViewFilterGroup",
    "viewSorts": "id fieldMetadataId direction subFieldName",
    "viewGroups": "id isVisible fieldValue position",
}
_OWN = (
    "id name objectMetadataId type key icon position isCompact openRecordIn kanbanAggregateOperation "
    "kanbanAggregateOperationFieldMetadataId mainGroupByFieldMetadataId shouldHideEmptyGroups calendarFieldMetadataId "
    "calendarLayout anyFieldFilterValue visibility"
)
_DOCUMENT = f"{{ getViews {{ {_OWN} {' '.join(f'{name} {{ {parts} }}' for name, parts in _PARTS.items())} }} }}"


def read_views(client: Client) -> bytes | Omission:
    """Return the views as they are stored, or why they cannot be taken."""
    try:
        views = client.execute(_DOCUMENT, path=METADATA)["getViews"]
    except ServerRefused as refused:
        unknown = refused.refusal.is_document
        return Omission(
            "views", "the server does not show views" if unknown else f"the server does not show its views: {refused}"
        )
    except PermissionRefused as refused:
        return Omission("views", str(refused))
    return orjson.dumps(views, option=orjson.OPT_INDENT_2) + b"\n"
