"""Selections: what an operation asks for, fragments opened, directives decided, fields of one response key merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
)

from schema.absent import ABSENT
from server.engine.documents.judge import JudgedOperation
from server.engine.documents.variables import Variables, plain_value

TYPENAME = "__typename"


@dataclass(frozen=True, slots=True)
class Selection:
    """One selected field: its key in the answer, its name, its own arguments as plain JSON, and what is selected below."""

    key: str
    name: str
    arguments: Mapping[str, Any]
    children: tuple[Selection, ...] = ()


@dataclass(frozen=True, slots=True)
class RootSelection:
    """A root field: its selection and its syntax, whose arguments are read anew for every request."""

    selection: Selection
    node: FieldNode


def collect_roots(operation: JudgedOperation, variables: Variables) -> tuple[RootSelection, ...]:
    """Return the root fields of an operation in order, without those a directive leaves out."""
    grouped = _grouped([operation.node.selection_set], operation.fragments, variables)
    return tuple(
        RootSelection(Selection(key, nodes[0].name.value, {}, _children(nodes, operation.fragments, variables)), nodes[0])
        for key, nodes in grouped.items()
    )


def arguments_of(node: FieldNode, variables: Variables) -> dict[str, Any]:
    """Return the arguments of a field as plain JSON; a variable that was not given leaves its argument out."""
    values = {argument.name.value: plain_value(argument.value, variables) for argument in node.arguments or ()}
    return {name: value for name, value in values.items() if value is not ABSENT}


Fragments = Mapping[str, FragmentDefinitionNode]


def _children(nodes: list[FieldNode], fragments: Fragments, variables: Variables) -> tuple[Selection, ...]:
    grouped = _grouped([node.selection_set for node in nodes if node.selection_set is not None], fragments, variables)
    return tuple(
        Selection(key, same[0].name.value, arguments_of(same[0], variables), _children(same, fragments, variables))
        for key, same in grouped.items()
    )


def _grouped(sets: list[SelectionSetNode], fragments: Fragments, variables: Variables) -> dict[str, list[FieldNode]]:
    grouped: dict[str, list[FieldNode]] = {}
    visited: set[str] = set()
    for selections in sets:
        _group(selections, fragments, variables, grouped, visited)
    return grouped


def _group(
    selections: SelectionSetNode,
    fragments: Fragments,
    variables: Variables,
    grouped: dict[str, list[FieldNode]],
    visited: set[str],
) -> None:
    for node in selections.selections:
        if not _included(node, variables):
            continue
        if isinstance(node, FieldNode):
            grouped.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        elif isinstance(node, InlineFragmentNode):
            _group(node.selection_set, fragments, variables, grouped, visited)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
            # Only object types are selected from, so a valid fragment always applies.
            visited.add(node.name.value)
            _group(fragments[node.name.value].selection_set, fragments, variables, grouped, visited)


def _included(node: SelectionNode, variables: Variables) -> bool:
    for directive in node.directives or ():
        condition = next((plain_value(a.value, variables) for a in directive.arguments or () if a.name.value == "if"), None)
        if (directive.name.value == "skip" and condition is True) or (directive.name.value == "include" and condition is False):
            return False
    return True
