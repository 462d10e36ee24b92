"""Counting: what each operation of a document asks for with its fragments opened, found without opening them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from graphlib import CycleError, TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of each; `depth` is that of nested fields, `directives_at_a_place` are those of the worst place."""

    fields: int = 0
    aliases: int = 0
    directives: int = 0
    directives_at_a_place: int = 0
    depth: int = 0

    def with_more(self, more: Counts, below: int = 0) -> Counts:
        """Return the sum, what is added standing below so many fields."""
        return Counts(
            self.fields + more.fields,
            self.aliases + more.aliases,
            self.directives + more.directives,
            max(self.directives_at_a_place, more.directives_at_a_place),
            max(self.depth, below + more.depth),
        )


@dataclass(frozen=True, slots=True)
class _Own:
    """What a definition has of its own, and which fragments it spreads below how many fields."""

    counts: Counts
    spreads: tuple[tuple[str, int], ...]


def operation_counts(ast: DocumentNode) -> dict[str, Counts] | None:
    """Return the counts by operation; None where a fragment is missing or spreads itself: validation names it."""
    fragments = {node.name.value: _own(node) for node in ast.definitions if isinstance(node, FragmentDefinitionNode)}
    operations = {_name(node): _own(node) for node in ast.definitions if isinstance(node, OperationDefinitionNode)}
    if not all(name in fragments for own in (*fragments.values(), *operations.values()) for name, _ in own.spreads):
        return None
    try:
        order = list(TopologicalSorter({name: [n for n, _ in own.spreads] for name, own in fragments.items()}).static_order())
    except CycleError:
        return None
    opened: dict[str, Counts] = {}
    for name in order:
        opened[name] = _opened(fragments[name], opened)
    return {name: _opened(own, opened) for name, own in operations.items()}


def _name(operation: OperationDefinitionNode) -> str:
    return operation.name.value if operation.name else ""


def _opened(own: _Own, fragments: Mapping[str, Counts]) -> Counts:
    return reduce(lambda counts, spread: counts.with_more(fragments[spread[0]], spread[1]), own.spreads, own.counts)


def _own(definition: OperationDefinitionNode | FragmentDefinitionNode) -> _Own:
    selected = list(_selected(definition.selection_set))
    fields = [(node, above) for node, above in selected if isinstance(node, FieldNode)]
    places = [definition, *(definition.variable_definitions or ()), *(node for node, _ in selected)]
    directives = [len(place.directives or ()) for place in places]
    counts = Counts(
        fields=len(fields),
        aliases=sum(field.alias is not None for field, _ in fields),
        directives=sum(directives),
        directives_at_a_place=max(directives),
        depth=max((above + 1 for _, above in fields), default=0),
    )
    return _Own(counts, tuple((node.name.value, above) for node, above in selected if isinstance(node, FragmentSpreadNode)))


def _selected(selections: SelectionSetNode) -> Iterator[tuple[SelectionNode, int]]:
    """Yield what is selected, each with the number of fields above it."""
    waiting = [(selections, 0)]
    while waiting:
        selections, above = waiting.pop()
        for node in selections.selections:
            yield node, above
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set is not None:
                waiting.append((node.selection_set, above + isinstance(node, FieldNode)))
