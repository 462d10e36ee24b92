"""Arguments of a nested connection reach the record layer as plain JSON."""

from __future__ import annotations

import orjson
from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode, get_argument_values, parse

from schema.graphql.build import build_schema
from schema.standard import standard_model


def test_nested_arguments_are_plain_json() -> None:
    """Scalars pass as they were written and enum values are their names."""
    text = """{ opportunities(
        filter: {stage: {in: [NEW]}, createdAt: {gt: "2024-01-01"}, id: {eq: "x"}, amount: {amountMicros: {gt: 5}}},
        orderBy: [{name: AscNullsLast}], first: 2
    ) { totalCount } }"""
    company = build_schema(standard_model()).selection.type_map["Company"]
    operation = parse(text).definitions[0]
    assert isinstance(company, GraphQLObjectType)
    assert isinstance(operation, OperationDefinitionNode)
    node = operation.selection_set.selections[0]
    assert isinstance(node, FieldNode)
    given = get_argument_values(company.fields["opportunities"], node)
    expected = {
        "filter": {
            "stage": {"in": ["NEW"]},
            "createdAt": {"gt": "2024-01-01"},
            "id": {"eq": "x"},
            "amount": {"amountMicros": {"gt": 5}},
        },
        "orderBy": [{"name": "AscNullsLast"}],
        "first": 2,
    }

    assert expected == given
    assert expected == orjson.loads(orjson.dumps(given))
