"""A write may be refused for what it does to another record, or for what another record holds meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import Api, running_server


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with running_server(tmp_path_factory.mktemp("others") / "ferry.sqlite") as running:
        yield running


def test_a_record_that_another_one_needs_is_not_destroyed(api: Api) -> None:
    """The end of a workflow version would clear a column of its run that may not be empty."""
    api.ask('mutation { createWorkflow(data: {id: "a0000000-0000-4000-8000-000000000001", name: "w"}) { id } }')
    workflow = 'workflowId: "a0000000-0000-4000-8000-000000000001"'
    version = "a0000000-0000-4000-8000-000000000002"
    api.ask(f'mutation {{ createWorkflowVersion(data: {{id: "{version}", {workflow}}}) {{ id }} }}')
    api.ask(f'mutation {{ createWorkflowRun(data: {{workflowVersionId: "{version}", {workflow}, state: {{a: 1}}}}) {{ id }} }}')

    (error,) = api.send(f'mutation {{ destroyWorkflowVersion(id: "{version}") {{ id }} }}')["errors"]

    message = 'null value in column "workflowVersionId" of relation "workflowRun" violates not-null constraint'
    assert (message, "BAD_USER_INPUT") == (error["message"], error["extensions"]["code"])
    assert 1 == api.ask("{ workflowVersions { totalCount } }")["workflowVersions"]["totalCount"]


def test_a_record_whose_unique_value_is_taken_is_not_restored(api: Api) -> None:
    """Where the deleted do not keep their unique values, another record may have taken them."""
    api.ask('mutation { createMessageList(data: {id: "a0000000-0000-4000-8000-000000000003", name: "l"}) { id } }')
    api.ask('mutation { createPerson(data: {id: "a0000000-0000-4000-8000-000000000004"}) { id } }')
    member = 'personId: "a0000000-0000-4000-8000-000000000004", listId: "a0000000-0000-4000-8000-000000000003"'
    create = f"mutation {{ createMessageListMember(data: {{{member}}}) {{ id }} }}"
    first = api.ask(create)["createMessageListMember"]["id"]
    api.ask(f'mutation {{ deleteMessageListMember(id: "{first}") {{ id }} }}')
    api.ask(create)

    (error,) = api.send(f'mutation {{ restoreMessageListMember(id: "{first}") {{ id }} }}')["errors"]

    assert ("A duplicate entry was detected", "BAD_USER_INPUT") == (error["message"], error["extensions"]["code"])


@pytest.mark.parametrize("version", ["workflowVersion: {disconnect: true}", "workflowVersionId: null"])
def test_a_row_that_lets_go_of_a_parent_it_needs_is_refused_alone(api: Api, version: str) -> None:
    """In a bulk upsert that goes on, the row without its parent is rejected and the others are written."""
    workflow = api.ask('mutation { createWorkflow(data: {name: "p"}) { id } }')["createWorkflow"]["id"]
    made = api.ask(f'mutation {{ createWorkflowVersion(data: {{workflowId: "{workflow}"}}) {{ id }} }}')[
        "createWorkflowVersion"
    ]
    own = f'workflowId: "{workflow}", state: {{a: 1}}'
    rows = f'[{{name: "good", {own}, workflowVersionId: "{made["id"]}"}}, {{name: "bad", {own}, {version}}}]'
    results = "results { action error { message code } }"
    answer = api.ask(f"mutation {{ upsertWorkflowRuns(onError: CONTINUE, data: {rows}) {{ {results} }} }}")

    message = 'null value in column "workflowVersionId" of relation "workflowRun" violates not-null constraint'
    assert [
        {"action": "CREATED", "error": None},
        {"action": "REJECTED", "error": {"message": message, "code": "BAD_USER_INPUT"}},
    ] == answer["upsertWorkflowRuns"]["results"]
