"""Random records of a custom object."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from schema.model import ObjectMetadata
from tests.property.random_workspaces import MOMENTS, TEXTS
from tests.property.raw_records import right

_SAFE = {*map(chr, range(32, 127)), *"".join(TEXTS)}


@st.composite
def rockets(draw: st.DrawFn, rocket: ObjectMetadata, companies: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw a raw record of the custom object with a value of every field."""
    moments = st.sampled_from(MOMENTS)
    custom = {field.name: right(field) for field in rocket.fields if field.custom}
    makers = st.sampled_from([None, *(company["id"] for company in companies)])
    system = {"id": st.uuids(version=4).map(str), "position": st.integers(0, 9), "makerId": makers}
    times = {"createdAt": moments, "updatedAt": moments, "deletedAt": st.sampled_from([None, None, None, *MOMENTS])}
    drawn: dict[str, Any] = draw(st.fixed_dictionaries({**system, **times, **custom}))
    return drawn


def tamed(raw: Any) -> Any:
    """Return a value without characters whose case has no single other, and without numbers only some can hold."""
    if isinstance(raw, str):
        return "".join(character if character in _SAFE else "x" for character in raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw if isinstance(raw, int) and abs(raw) < 10**6 else round(raw % 1000, 2)
    if isinstance(raw, list):
        return [tamed(item) for item in raw]
    return {key: tamed(item) for key, item in raw.items()} if isinstance(raw, dict) else raw
