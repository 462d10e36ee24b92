"""Calls every operation of an endpoint with documents schemathesis makes up, and prints what is wrong with the answers.

Runs in the environment of the Python clients, which has schemathesis.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Any

import schemathesis
from graphql import NameNode, ObjectFieldNode, ObjectValueNode, build_client_schema
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.graphql import nodes
from shapes import misfits

_KNOWN = "{{ {plural}(first: 10) {{ edges {{ node {{ id }} }} }} }}"
_NOBODY = "00000000-0000-4000-8000-000000000000"
_RECORDS = ("companies", "people", "opportunities")


def main() -> None:
    """Call the operations of one share and print a report."""
    options = _options()
    headers = {"Authorization": f"Bearer {options.key}"}
    schema = schemathesis.graphql.from_url(options.url, headers=headers)
    types = build_client_schema(schema.raw_schema)
    report: dict[str, Any] = {"operations": 0, "calls": 0, "faults": []}

    def judge(case: schemathesis.Case) -> None:
        response = case.call(headers=headers)
        report["calls"] += 1
        for why in _faults(response.status_code, response.json()) or misfits(types, case.body, response.json()):
            report["faults"].append({"operation": case.operation.label, "document": case.body, "why": why})

    _register_scalars(_known_ids(schema, headers))
    share, shares = (int(part) for part in options.share.split("/"))
    operations = [result.ok() for result in schema.get_all_operations()]
    wanted = [operation for operation in operations if re.search(options.only, operation.label)]
    for operation in wanted[share::shares]:
        cases = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode))
        _quiet(options.calls)(seed(options.seed)(given(cases)(judge)))()
        report["operations"] += 1
    json.dump(report, sys.stdout)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("key")
    parser.add_argument("--calls", type=int, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--share", default="0/1", help="which of how many shares of the operations")
    return parser.parse_args()


def _quiet(calls: int) -> settings:
    return settings(
        max_examples=calls,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )


def _register_scalars(ids: list[str]) -> None:
    """Say what the custom scalars look like: ids of records that exist among others, and JSON of all kinds."""
    numbers = st.integers().map(nodes.Int) | st.floats(allow_nan=False, allow_infinity=False).map(nodes.Float)
    texts = st.text(max_size=20).map(nodes.String)
    leaves = numbers | texts | st.booleans().map(nodes.Boolean) | st.just(nodes.Null)
    names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
    trees = st.recursive(
        leaves, lambda inner: st.lists(inner).map(nodes.List) | st.dictionaries(names, inner).map(_object), max_leaves=6
    )
    scalars = {
        "UUID": (st.sampled_from(ids or [_NOBODY]) | st.uuids().map(str)).map(nodes.String),
        "BigFloat": numbers | texts,
        "JSON": trees,
        "Position": numbers | st.sampled_from(["first", "last", "middle"]).map(nodes.String),
        "TSVector": texts,
    }
    for name, strategy in scalars.items():
        schemathesis.graphql.scalar(name, strategy)


def _object(entries: dict[str, Any]) -> Any:
    fields = tuple(ObjectFieldNode(name=NameNode(value=name), value=value) for name, value in entries.items())
    return ObjectValueNode(fields=fields)


def _known_ids(schema: Any, headers: dict[str, str]) -> list[str]:
    import requests

    found = []
    for plural in _RECORDS:
        query = _KNOWN.format(plural=plural)
        answer = requests.post(schema.location, json={"query": query}, headers=headers, timeout=30).json()
        found += [edge["node"]["id"] for edge in answer["data"][plural]["edges"]]
    return found


def _faults(status: int, answer: dict[str, Any]) -> list[str]:
    faults = [f"status {status}"] if status >= 500 else []
    for error in answer.get("errors", ()):
        code = error.get("extensions", {}).get("code")
        if not isinstance(code, str) or code == "INTERNAL_SERVER_ERROR":
            faults.append(f"code {code}: {error['message']}")
    return faults


if __name__ == "__main__":
    main()
