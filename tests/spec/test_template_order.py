"""The order of objects: parents first, ties settled, cycles broken where it hurts least."""

from __future__ import annotations

from dataclasses import replace

from loaders.mapping.order import Edge, ImportOrder, import_order
from schema.model import ManyToOne, ObjectMetadata
from schema.standard import STANDARD_OBJECTS
from tests.spec.loader_model import MODEL


def test_the_standard_objects_follow_their_relations() -> None:
    """Companies come before people, people before opportunities, then notes and tasks, each with its targets."""
    wanted = ("taskTarget", "task", "noteTarget", "note", "opportunity", "person", "company")
    order = import_order([MODEL.find(name) for name in wanted])

    assert ["company", "person", "opportunity", "note", "noteTarget", "task", "taskTarget"] == _names(order)
    assert () == order.cut


def test_every_parent_of_the_standard_model_comes_first() -> None:
    """No object of the whole model stands before one it points to, and each stands there once."""
    names = _names(import_order(STANDARD_OBJECTS))

    assert sorted(obj.name_singular for obj in STANDARD_OBJECTS) == sorted(names)
    assert [] == [
        (obj.name_singular, relation.name)
        for obj in STANDARD_OBJECTS
        for relation in obj.parents
        if names.index(relation.target) >= names.index(obj.name_singular) and relation.target != obj.name_singular
    ]


def test_custom_objects_come_after_the_standard_ones() -> None:
    """A custom object that only needs a company waits until the standard objects are in; equals go by name."""
    assets = _object("asset", _to("company"))
    badges = _object("badge", _to("company"))
    order = import_order([badges, assets, MODEL.find("person"), MODEL.find("company")])

    assert ["company", "person", "asset", "badge"] == _names(order)


def test_relations_to_objects_outside_the_run_do_not_count() -> None:
    """People can be loaded by themselves."""
    assert ["person"] == _names(import_order([MODEL.find("person")]))


def test_a_cycle_is_broken_at_a_nullable_relation() -> None:
    """The required relation of a cycle is served by the order, the nullable one is named as cut, whatever their names."""
    for needing, needed in (("ship", "captain"), ("captain", "ship")):
        order = import_order([_object(needing, _to(needed, nullable=False)), _object(needed, _to(needing))])

        assert [needed, needing] == _names(order)
        assert [(needed, needing)] == _edges(order.cut)


def test_a_cycle_through_the_standard_model_is_broken_at_the_relation_that_was_added() -> None:
    """A company that got a relation to a person still comes before people."""
    company = MODEL.find("company")
    company = replace(company, members=(*company.members, _to("person", "chief")))
    order = import_order([MODEL.find("person"), company])

    assert ["company", "person"] == _names(order)
    assert [("company", "chief")] == _edges(order.cut)


def test_two_cycles_are_both_broken() -> None:
    """Every cycle loses one relation, also where they share an object."""
    first = _object("first", _to("second"), _to("third"))
    second, third = _object("second", _to("first")), _object("third", _to("first"))
    order = import_order([first, second, third])

    assert ["first", "second", "third"] == _names(order)
    assert [("first", "second"), ("first", "third")] == _edges(order.cut)


def test_a_relation_to_the_object_itself_is_told_apart() -> None:
    """A self-relation is no cycle between objects; it is listed by itself."""
    order = import_order([_object("room", _to("room", "inside"))])

    assert (["room"], [], [("room", "inside")]) == (_names(order), _edges(order.cut), _edges(order.to_itself))


def _object(name: str, *relations: ManyToOne) -> ObjectMetadata:
    return ObjectMetadata(name, f"{name}s", name.title(), f"{name.title()}s", relations)


def _to(target: str, name: str | None = None, *, nullable: bool = True) -> ManyToOne:
    return ManyToOne(name or target, target, "", target.title(), nullable=nullable)


def _names(order: ImportOrder) -> list[str]:
    return [obj.name_singular for obj in order.objects]


def _edges(edges: tuple[Edge, ...]) -> list[tuple[str, str]]:
    return [(obj.name_singular, relation.name) for obj, relation in edges]
