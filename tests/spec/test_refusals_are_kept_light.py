"""A refusal that is kept for a text does not grow with the requests that meet it."""

from __future__ import annotations

import traceback
from typing import Any

import pytest

from schema.graphql.build import build_schema
from schema.operations import root_fields
from schema.standard import standard_model
from server.engine.documents.judge import Documents
from server.engine.documents.limits import DocumentLimits
from server.engine.errors import RequestError


@pytest.fixture(scope="module")
def documents() -> Documents:
    """Judge texts by the standard model."""
    model = standard_model()
    return Documents(build_schema(model).selection, root_fields(model), DocumentLimits())


@pytest.mark.parametrize("text", ["{", "{ nope }", "{ companies { edges { node { nope } } } }"])
def test_the_frames_of_earlier_requests_are_gone(documents: Documents, text: str) -> None:
    """The hundredth refusal of a text holds as many frames as the second."""

    def frames() -> int:
        with pytest.raises(RequestError) as refused:
            documents.operation(text, None)
        kept: Any = refused.value.__traceback__
        return len(list(traceback.walk_tb(kept)))

    frames()
    second = frames()
    later = [frames() for _ in range(98)]

    assert second == later[-1]
