"""The change feed: every record that was written since a token, once, in the order of the commits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from schema.standard import standard_model
from tests.feeds import changes, kinds, now, page
from tests.processes import Api
from tests.property.in_process import serving_in_process

CREATE = "mutation($d: [CompanyCreateInput!]!) { createCompanies(data: $d) { id } }"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """Serve an empty workspace; every test begins at its own present moment."""
    with serving_in_process(tmp_path_factory.mktemp("feed") / "ferry.sqlite", standard_model()) as running:
        yield running


def created(api: Api, *names: str, **fields: Any) -> list[str]:
    """Create companies of these names in one call and return their ids."""
    made = api.ask(CREATE, d=[{"name": name, **fields} for name in names])["createCompanies"]
    return [record["id"] for record in made]


def test_the_beginning_lists_everything(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without a token the feed begins with the first record; null and the empty text are no token."""
    with serving_in_process(tmp_path_factory.mktemp("beginning") / "ferry.sqlite", standard_model()) as api:
        ids = [each for name in "abc" for each in created(api, name)]

        for nothing in (None, ""):
            assert [("WRITTEN", each) for each in ids] == kinds(api, "companies", nothing)
        assert [] == kinds(api, "people", None)


def test_changes_come_in_the_order_of_commits(api: Api) -> None:
    """A record that is written again moves to the end and does not appear at its earlier place."""
    since = now(api, "companies")
    first, second = created(api, "a"), created(api, "b")
    api.ask('mutation($id: UUID!) { updateCompany(id: $id, data: {name: "c"}) { id } }', id=first[0])

    assert [("WRITTEN", second[0]), ("WRITTEN", first[0])] == kinds(api, "companies", since)


def test_what_became_of_records(api: Api) -> None:
    """Live records are WRITTEN, soft-deleted ones DELETED and shown, destroyed ones DESTROYED without a record."""
    since = now(api, "companies")
    live, deleted, destroyed = created(api, "live", "deleted", "destroyed")
    api.ask("mutation($id: UUID!) { deleteCompany(id: $id) { id } }", id=deleted)
    api.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=destroyed)

    listed = {change["id"]: change for change in changes(api, "companies", since, record="name deletedAt")}

    assert {"live": "WRITTEN", "deleted": "DELETED", "destroyed": "DESTROYED"} == {
        "live": listed[live]["kind"],
        "deleted": listed[deleted]["kind"],
        "destroyed": listed[destroyed]["kind"],
    }
    assert {"name": "live", "deletedAt": None} == listed[live]["record"]
    assert "deleted" == listed[deleted]["record"]["name"]
    assert listed[deleted]["record"]["deletedAt"] is not None
    assert listed[destroyed]["record"] is None


def test_a_destroyed_parent_changes_its_children(api: Api) -> None:
    """Children that lose their parent are written, children that go with it are destroyed."""
    company = created(api, "parent")[0]
    person = api.ask("mutation($c: ID) { createPerson(data: {companyId: $c}) { id } }", c=company)["createPerson"]["id"]
    note = api.ask('mutation { createNote(data: {title: "n"}) { id } }')["createNote"]["id"]
    create = "mutation($n: ID, $c: ID) { createNoteTarget(data: {noteId: $n, targetCompanyId: $c}) { id } }"
    target = api.ask(create, n=note, c=company)["createNoteTarget"]["id"]
    since = {plural: now(api, plural) for plural in ("companies", "people", "noteTargets")}
    api.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=company)

    assert [("DESTROYED", company)] == kinds(api, "companies", since["companies"])
    assert [("DESTROYED", target)] == kinds(api, "noteTargets", since["noteTargets"])
    assert [{"kind": "WRITTEN", "id": person, "record": {"companyId": None}}] == changes(
        api, "people", since["people"], record="companyId"
    )


def test_a_record_created_again_is_live(api: Api) -> None:
    """An id that was destroyed and comes back is listed once, as it is now; destroyed again, once as that."""
    since = now(api, "companies")
    again = "00000000-0000-4000-8000-00000000000a"
    for _ in range(2):
        created(api, "phoenix", id=again)
        assert [("WRITTEN", again)] == kinds(api, "companies", since)
        api.ask("mutation($id: UUID!) { destroyCompany(id: $id) { id } }", id=again)
        assert [("DESTROYED", again)] == kinds(api, "companies", since)


def test_a_record_with_a_new_id(api: Api) -> None:
    """Under its old id such a record is gone, under the new one it is written."""
    old, new = "00000000-0000-4000-8000-00000000000b", "00000000-0000-4000-8000-00000000000c"
    created(api, "renamed", id=old)
    since = now(api, "companies")
    api.ask("mutation($old: UUID!, $new: ID) { updateCompany(id: $old, data: {id: $new}) { id } }", old=old, new=new)

    assert {("DESTROYED", old), ("WRITTEN", new)} == set(kinds(api, "companies", since))


def test_what_changes_nothing_is_not_listed(api: Api) -> None:
    """Refused writes, restores of live records, empty updates and writes to other objects leave no change."""
    one = created(api, "still")[0]
    since = now(api, "companies")
    assert "errors" in api.send(CREATE, d=[{"name": "good"}, {"name": 5}])
    assert "errors" in api.send(CREATE, d=[{"name": "twice", "id": one}])
    api.ask("mutation($id: UUID!) { restoreCompany(id: $id) { id } }", id=one)
    api.ask("mutation($id: UUID!) { updateCompany(id: $id, data: {}) { id } }", id=one)
    api.ask("mutation($c: ID) { createPerson(data: {companyId: $c}) { id } }", c=one)

    assert [] == kinds(api, "companies", since)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 200])
def test_pages_of_any_size_are_the_whole(api: Api, size: int) -> None:
    """Pages joined are all changes, also where one call wrote more than fits a page; the last says that it is."""
    since = now(api, "companies")
    ids = created(api, *"abcdefg")
    gone = created(api, *"hij")
    api.ask("mutation($f: CompanyFilterInput!) { destroyCompanies(filter: $f) { id } }", f={"id": {"in": gone[1:]}})
    expected = [("WRITTEN", each) for each in (*ids, gone[0])] + [("DESTROYED", each) for each in sorted(gone[1:])]

    assert expected == [(change["kind"], change["id"]) for change in changes(api, "companies", since, size)]
    assert (10 > size) == page(api, "companies", since, size)["hasMore"]


def test_a_page_of_nothing(api: Api) -> None:
    """With `first: 0` the token stays where it is, and says whether something follows."""
    since = now(api, "companies")
    assert (since, False) == (page(api, "companies", since, 0)["next"], page(api, "companies", since, 0)["hasMore"])
    created(api, "later")

    found = page(api, "companies", since, 0)

    assert ([], since, True) == (found["changes"], found["next"], found["hasMore"])


def test_a_token_of_the_end_goes_on(api: Api) -> None:
    """From the last `next` only what came later is listed, each token as often as one likes."""
    created(api, "before")
    since = page(api, "companies", now(api, "companies"))["next"]
    later = created(api, "after")

    for _ in range(2):
        assert [("WRITTEN", later[0])] == kinds(api, "companies", since)


def test_records_are_selected_as_elsewhere(api: Api) -> None:
    """Composites, parents, children, aliases, fragments and __typename all work below a change."""
    since = now(api, "people")
    company = created(api, "owner")[0]
    data = {"companyId": company, "name": {"firstName": "Ada"}, "jobTitle": "x"}
    api.ask("mutation($d: PersonCreateInput!) { createPerson(data: $d) { id } }", d=data)
    query = """query($since: String) { found: peopleChanges(since: $since) { __typename a: changes { __typename
        record { ...one company { name people { totalCount edges { node { jobTitle } } } } } again: record { title: jobTitle } }
        b: changes { kind } hasMore } } fragment one on Person { __typename name { firstName } }"""

    found = api.ask(query, since=since)["found"]

    people = {"totalCount": 1, "edges": [{"node": {"jobTitle": "x"}}]}
    record = {"__typename": "Person", "name": {"firstName": "Ada"}, "company": {"name": "owner", "people": people}}
    change = {"__typename": "PersonChange", "record": record, "again": {"title": "x"}}
    assert {"__typename": "PersonChanges", "a": [change], "b": [{"kind": "WRITTEN"}], "hasMore": False} == found


def test_several_feeds_of_one_document(api: Api) -> None:
    """The feeds of several objects in one document are read at one moment, beside other queries."""
    since = {plural: now(api, plural) for plural in ("companies", "people")}
    company = created(api, "both")[0]
    query = """query($c: String, $p: String) { companiesChanges(since: $c) { changes { id } }
        peopleChanges(since: $p) { changes { id } } companies { totalCount } }"""

    found = api.ask(query, c=since["companies"], p=since["people"])

    assert [{"id": company}] == found["companiesChanges"]["changes"]
    assert [] == found["peopleChanges"]["changes"]


def test_every_object_has_a_feed(api: Api) -> None:
    """All objects of the model answer their changes."""
    fields = " ".join(f"{obj.name_plural}Changes {{ hasMore next }}" for obj in standard_model().objects[:20])
    found = api.ask(f"{{ {fields} }}")

    assert 20 == len({feed["next"] for feed in found.values()})
