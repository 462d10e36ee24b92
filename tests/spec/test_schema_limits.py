"""The core field `limits` tells what the server allows."""

from __future__ import annotations

import pytest

from schema.graphql.build import PublishedSchema, build_anonymous_schema, build_schema
from schema.standard import standard_model

LIMITS = {"maxRecordsPerCreate": 200, "maxRecordsPerUpsert": 1000, "maxRootFields": 20, "maxPageSize": None}


@pytest.mark.parametrize("schema", [build_schema(standard_model()), build_anonymous_schema()])
def test_limits_are_read_from_the_context(schema: PublishedSchema) -> None:
    """The values are those the server put into the context, with null for no bound."""
    text = "{ limits { maxRecordsPerCreate maxRecordsPerUpsert maxRootFields maxPageSize } }"
    result = schema.strawberry.execute_sync(text, context_value={"limits": LIMITS})

    assert result.errors is None
    assert result.data == {"limits": LIMITS}
