"""What Ferry costs before its first answer: building the schema and starting the server."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from processes import ROOT, Server, start_ferry
from results import Results

_BUILD = """
import time
from dataclasses import replace
from schema.field_types import FieldType
from schema.graphql.build import build_schema
from schema.model import Field
from schema.standard import standard_model
model = standard_model()
kinds = (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE_TIME, FieldType.LINKS, FieldType.CURRENCY, FieldType.BOOLEAN)
for place in range({custom}):
    fields = [Field(f"field{{n}}", kinds[n % len(kinds)], f"Field {{n}}", custom=True) for n in range(30)]
    model = model.with_custom_object(f"thing{{place}}", f"things{{place}}", f"Thing {{place}}", f"Things {{place}}", fields)
before = time.process_time()
build_schema(model)
print(time.process_time() - before)
"""


def measure_build(results: Results, times: int) -> None:
    """Measure the CPU of building the GraphQL schema of the standard model, and of one with 20 custom objects of 30 fields."""
    for custom, name in ((0, "schema build, 28 objects, s CPU"), (20, "schema build, 48 objects, s CPU")):
        command = [sys.executable, "-c", _BUILD.format(custom=custom)]
        runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(times)]
        results.facts[name] = median(float(ended.stdout) for ended in runs)


@contextmanager
def measured_start(results: Results, database: Path, key: str, times: int) -> Iterator[Server]:
    """Start Ferry several times, keep the median of the seconds until it is ready, and leave the last one running."""
    seconds: list[float] = []
    for _ in range(times - 1):
        server = start_ferry(database, key)
        seconds.append(server.ready_seconds)
        server.stop()
    server = start_ferry(database, key)
    results.facts["server ready, s"] = median([*seconds, server.ready_seconds])
    try:
        yield server
    finally:
        server.stop()
