"""Where no snapshot holds records together, what they name is asked for once more."""

from __future__ import annotations

from contextlib import closing

from loaders.backups.parents import Parents
from tests.spec.loader_model import MODEL

OBJECTS = [MODEL.find(name) for name in ("company", "person", "opportunity")]


def test_a_parent_that_is_named_and_not_there_is_missing_once() -> None:
    """It is returned for its own object, and not a second time."""
    with closing(Parents(OBJECTS)) as parents:
        parents.add("person", [{"id": "p", "companyId": "c"}, {"id": "q", "companyId": None}])

        assert [[], ["c"], []] == [parents.missing("person"), parents.missing("company"), parents.missing("company")]


def test_a_parent_that_comes_later_is_not_missing() -> None:
    """Objects are read one after the other, and each may name any."""
    with closing(Parents(OBJECTS)) as parents:
        parents.add("person", [{"id": "p", "companyId": "c"}])
        parents.add("company", [{"id": "c"}])

        assert [] == parents.missing("company")
        assert {} == parents.never_found()


def test_what_is_never_found_is_counted_by_relation() -> None:
    """Every record that names it counts."""
    with closing(Parents(OBJECTS)) as parents:
        parents.add("person", [{"id": "p", "companyId": "c"}, {"id": "q", "companyId": "c"}])
        parents.add("opportunity", [{"id": "o", "companyId": "c", "pointOfContactId": "p"}])

        assert {"opportunity.companyId": 1, "person.companyId": 2} == parents.never_found()


def test_objects_outside_the_backup_are_not_asked_for() -> None:
    """A link to them is no fault of the backup."""
    with closing(Parents(OBJECTS)) as parents:
        parents.add("company", [{"id": "c", "accountOwnerId": "m"}])

        assert {} == parents.never_found()
