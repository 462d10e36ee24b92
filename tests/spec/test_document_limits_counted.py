"""What is counted without opening fragments is what a naive count finds that opens them all."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    parse,
)

from server.engine.documents.counting import Counts, operation_counts


class RandomFragments:
    """A random text of operations and fragments that spread later ones only; the same seed gives the same text."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._fragments = self._random.randint(0, 5)
        operations = [f"query Q{n}{self._directives()} {self._selections(-1, 0)}" for n in range(self._random.randint(1, 3))]
        fragments = [f"fragment F{n} on T{self._directives()} {self._selections(n, 0)}" for n in range(self._fragments)]
        definitions = operations + fragments
        self._random.shuffle(definitions)
        self.text = "\n".join(definitions)

    def _selections(self, owner: int, depth: int) -> str:
        return "{ " + " ".join(self._selection(owner, depth) for _ in range(self._random.randint(1, 3))) + " }"

    def _selection(self, owner: int, depth: int) -> str:
        kind = self._random.random()
        if kind < 0.25 and owner + 1 < self._fragments:
            return f"...F{self._random.randrange(owner + 1, self._fragments)}{self._directives()}"
        if kind < 0.4 and depth < 3:
            condition = self._random.choice(["", " on T"])
            return f"...{condition}{self._directives()} {self._selections(owner, depth + 1)}"
        alias = self._random.choice(["", "a: "])
        below = self._selections(owner, depth + 1) if kind < 0.7 and depth < 3 else ""
        return f"{alias}f{self._random.choice(['', '(a: {b: [1]})'])}{self._directives()} {below}"

    def _directives(self) -> str:
        return " @d" * self._random.choice([0, 0, 0, 1, 3])


def naive(ast: DocumentNode) -> dict[str, Counts]:
    """Return the counts of each operation by walking through everything it opens into."""
    fragments = {node.name.value: node for node in ast.definitions if isinstance(node, FragmentDefinitionNode)}

    def walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
        depth += isinstance(node, FieldNode)
        yield node, depth
        if isinstance(node, FragmentSpreadNode):
            yield from walk(fragments[node.name.value], depth)
        for child in getattr(getattr(node, "selection_set", None), "selections", ()):
            yield from walk(child, depth)

    found: dict[str, Counts] = {}
    for operation in ast.definitions:
        if isinstance(operation, OperationDefinitionNode) and operation.name:
            nodes = list(walk(operation, 0))
            places = [len(getattr(node, "directives", None) or ()) for node, _ in nodes]
            fields = [node for node, _ in nodes if isinstance(node, FieldNode)]
            aliases = sum(field.alias is not None for field in fields)
            deepest = max(depth for _, depth in nodes)
            found[operation.name.value] = Counts(len(fields), aliases, sum(places), max(places), deepest)
    return found


@pytest.mark.parametrize("first", range(0, 500, 50))
def test_five_hundred_random_documents_are_counted_alike(first: int) -> None:
    """Fields, aliases, directives, those of the worst place and depth agree for each operation; the seed is named."""
    texts = {seed: RandomFragments(seed).text for seed in range(first, first + 50)}
    differing = {seed: text for seed, text in texts.items() if naive(parse(text)) != operation_counts(parse(text))}

    assert {} == differing
