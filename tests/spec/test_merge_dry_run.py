"""mergeMany with dryRun: the record that would be, under a new id, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from tests.processes import Api
from tests.property.in_process import serving_in_process

PEOPLE = "mutation($data: [PersonCreateInput!]!) { createPeople(data: $data) { id } }"
TARGETS = "mutation($data: [NoteTargetCreateInput!]!) { createNoteTargets(data: $data) { id } }"
COMPANY = 'mutation { createCompany(data: {name: "Orion"}) { id } }'
READ = "{ people { edges { node { id jobTitle city updatedAt emails { primaryEmail } noteTargets { totalCount } } } } }"
MERGE = """mutation($ids: [UUID!]!, $dry: Boolean) { mergePeople(ids: $ids, conflictPriorityIndex: 1, dryRun: $dry) {
    key: id gone: deletedAt jobTitle emails { primaryEmail } companyId company { name }
    noteTargets { totalCount edges { node { targetPersonId } } }
} }"""


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace."""
    with serving_in_process(tmp_path_factory.mktemp("dry") / "ferry.sqlite", standard_model()) as running:
        yield running


def twins(api: Api, address: str) -> list[str]:
    """Create two people with a company, an address and a note target, all of the first."""
    company = api.ask(COMPANY)["createCompany"]["id"]
    emails = {"primaryEmail": address}
    data: list[dict[str, Any]] = [{"jobTitle": "one", "companyId": company, "emails": emails}, {"jobTitle": "two"}]
    ids = [record["id"] for record in api.ask(PEOPLE, data=data)["createPeople"]]
    api.ask(TARGETS, data=[{"targetPersonId": ids[0]}])
    return ids


def test_a_dry_run_writes_nothing(api: Api) -> None:
    """Everything reads as before, and the merge can still be made."""
    ids = twins(api, "nothing@dry.example")
    before = api.ask(READ)
    api.ask(MERGE, ids=ids, dry=True)

    assert before == api.ask(READ)
    assert ids[1] == api.ask(MERGE, ids=ids)["mergePeople"]["key"]


def test_a_dry_run_answers_what_would_be(api: Api) -> None:
    """The record has a new id and counts as deleted; its values and relations are those of the merge."""
    ids = twins(api, "answer@dry.example")
    tried, made = (api.ask(MERGE, ids=ids, dry=dry)["mergePeople"] for dry in (True, False))
    key, gone = tried.pop("key"), tried.pop("gone")

    assert key not in ids
    assert gone is not None
    assert [key] == [edge["node"]["targetPersonId"] for edge in tried["noteTargets"].pop("edges")]
    assert (ids[1], None) == (made.pop("key"), made.pop("gone"))
    assert [ids[1]] == [edge["node"]["targetPersonId"] for edge in made["noteTargets"].pop("edges")]
    assert tried == made
    assert ("two", "answer@dry.example", "Orion") == (made["jobTitle"], made["emails"]["primaryEmail"], made["company"]["name"])


def test_every_dry_run_has_an_id_of_its_own(api: Api) -> None:
    """Two dry runs of the same records do not answer the same id."""
    ids = twins(api, "ids@dry.example")

    assert 2 == len({api.ask(MERGE, ids=ids, dry=True)["mergePeople"]["key"] for _ in range(2)})
