"""Every way to write a record shows in the change feed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from schema.operations import Operation
from schema.standard import standard_model
from server.members import import_members
from tests.feeds import kinds, now
from tests.processes import Api
from tests.property.in_process import Served, serving

ONE, TWO, NEW = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3))
BOTH = {"id": {"in": [ONE, TWO]}}
FILTER = "($f: CompanyFilterInput!)"
DATA = "($d: [CompanyCreateInput!]!)"
ROWS = [{"id": ONE, "name": "changed"}, {"id": NEW, "name": "new"}]
WRITTEN, DELETED, DESTROYED = "WRITTEN", "DELETED", "DESTROYED"
WRITES: dict[Operation, tuple[str, dict[str, Any], dict[str, str]]] = {
    Operation.CREATE_ONE: (f'mutation {{ createCompany(data: {{id: "{NEW}"}}) {{ id }} }}', {}, {NEW: WRITTEN}),
    Operation.CREATE_MANY: (
        f"mutation{DATA} {{ createCompanies(data: $d, upsert: true) {{ id }} }}",
        {"d": ROWS},
        {ONE: WRITTEN, NEW: WRITTEN},
    ),
    Operation.UPSERT_MANY: (
        f"mutation{DATA} {{ upsertCompanies(data: $d) {{ created }} }}",
        {"d": [*ROWS, {"id": TWO, "name": "two"}]},
        {ONE: WRITTEN, NEW: WRITTEN},
    ),
    Operation.UPDATE_ONE: (f'mutation {{ updateCompany(id: "{ONE}", data: {{name: "x"}}) {{ id }} }}', {}, {ONE: WRITTEN}),
    Operation.UPDATE_MANY: (
        f'mutation{FILTER} {{ updateCompanies(filter: $f, data: {{name: "x"}}) {{ id }} }}',
        {"f": BOTH},
        {ONE: WRITTEN, TWO: WRITTEN},
    ),
    Operation.DELETE_ONE: (f'mutation {{ deleteCompany(id: "{ONE}") {{ id }} }}', {}, {ONE: DELETED}),
    Operation.DELETE_MANY: (
        f"mutation{FILTER} {{ deleteCompanies(filter: $f) {{ id }} }}",
        {"f": BOTH},
        {ONE: DELETED, TWO: DELETED},
    ),
    Operation.DESTROY_ONE: (f'mutation {{ destroyCompany(id: "{ONE}") {{ id }} }}', {}, {ONE: DESTROYED}),
    Operation.DESTROY_MANY: (
        f"mutation{FILTER} {{ destroyCompanies(filter: $f) {{ id }} }}",
        {"f": BOTH},
        {ONE: DESTROYED, TWO: DESTROYED},
    ),
    Operation.RESTORE_ONE: (f'mutation {{ restoreCompany(id: "{TWO}") {{ id }} }}', {}, {TWO: WRITTEN}),
    Operation.RESTORE_MANY: (
        f"mutation{FILTER} {{ restoreCompanies(filter: $f) {{ id }} }}",
        {"f": BOTH},
        {TWO: WRITTEN},
    ),
    Operation.MERGE_MANY: (
        "mutation($ids: [UUID!]!) { mergeCompanies(ids: $ids, conflictPriorityIndex: 0) { id } }",
        {"ids": [ONE, TWO]},
        {ONE: WRITTEN, TWO: DESTROYED},
    ),
}
NEEDS_DELETED = {Operation.RESTORE_ONE, Operation.RESTORE_MANY}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve an empty workspace."""
    with serving(tmp_path_factory.mktemp("mutations") / "ferry.sqlite", standard_model()) as running:
        yield running


@pytest.fixture
def api(served: Served) -> Api:
    """Return a workspace with the companies one and two alone."""
    api = served.api
    api.ask(f"mutation{FILTER} {{ destroyCompanies(filter: $f) {{ id }} }}", f={"id": {"in": [ONE, TWO, NEW]}})
    companies = [{"id": ONE, "name": "one"}, {"id": TWO, "name": "two"}]
    api.ask(f"mutation{DATA} {{ createCompanies(data: $d) {{ id }} }}", d=companies)
    return api


def test_every_mutation_is_tried() -> None:
    """A new mutation must come with the changes that it makes."""
    assert {operation for operation in Operation if operation.is_mutation} == set(WRITES)


@pytest.mark.parametrize("operation", WRITES)
def test_a_mutation_shows(api: Api, operation: Operation) -> None:
    """What a mutation does to which records stands in the feed, and nothing else."""
    query, variables, expected = WRITES[operation]
    if operation in NEEDS_DELETED:
        api.ask(f'mutation {{ deleteCompany(id: "{TWO}") {{ id }} }}')
    since = now(api, "companies")
    api.ask(query, **variables)

    assert {each: kind for kind, each in kinds(api, "companies", since)} == expected


def test_a_merge_shows_whom_it_moves(api: Api) -> None:
    """Records that a merge gives another parent are written."""
    person = api.ask(f'mutation {{ createPerson(data: {{companyId: "{TWO}"}}) {{ id }} }}')["createPerson"]["id"]
    since = now(api, "people")
    query, variables, _ = WRITES[Operation.MERGE_MANY]
    api.ask(query, **variables)

    assert [(WRITTEN, person)] == kinds(api, "people", since)


def test_a_dry_run_shows_nothing(api: Api) -> None:
    """What was only tried is no change."""
    since = now(api, "companies")
    api.ask(f"mutation{DATA} {{ upsertCompanies(data: $d, dryRun: true) {{ created }} }}", d=ROWS)
    query = "mutation($ids: [UUID!]!) { mergeCompanies(ids: $ids, conflictPriorityIndex: 0, dryRun: true) { id } }"
    api.ask(query, ids=[ONE, TWO])

    assert [] == kinds(api, "companies", since)


def test_members_from_the_command_line_show(served: Served) -> None:
    """Workspace members that are imported, and imported again, are written."""
    member = {"id": NEW, "userEmail": "ada@example.com", "userId": ONE, "name": {"firstName": "Ada", "lastName": "L"}}
    for _ in range(2):
        since = now(served.api, "workspaceMembers")
        served.write(partial(import_members, standard_model(), [member]))

        assert [(WRITTEN, NEW)] == kinds(served.api, "workspaceMembers", since)
