"""A start does not wait for the metadata schema."""

from __future__ import annotations

import subprocess
import sys


def test_the_schema_is_built_by_the_first_request() -> None:
    """Importing the API and making one for a model loads none of the metadata types."""
    start = (
        "import sys; from schema.standard import standard_model; from server.metadata.api import MetadataApi; "
        "MetadataApi(standard_model(), 15_000); print([m for m in sys.modules if m in ('server.metadata.build', "
        "'server.metadata.objects', 'server.metadata.fields')])"
    )

    result = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)

    assert "[]\n" == result.stdout
