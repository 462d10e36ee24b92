"""Documents: parsed and judged once per text, then found by a look-up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TypeInfo,
    ValidationContext,
    VariableDefinitionNode,
    parse,
    validate,
)

from schema.operations import RootField
from server.engine.documents.wording import graphql_error
from server.engine.errors import BAD_USER_INPUT, RequestError

MAX_ROOT_FIELDS = 20
_CACHED_TEXTS, _CACHED_LENGTH = 1_000, 50_000
_PARSE_FAILED, _VALIDATION_FAILED = "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"


@dataclass(frozen=True, slots=True)
class JudgedOperation:
    """One operation of a valid document. A document is wholly record or wholly core (`is_record`).

    `selection_variables` feed the selection (directives, arguments of nested connections) and are coerced by GraphQL;
    all others go to the record layer as plain JSON. `compiled` remembers what was made of the operation.
    """

    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    is_record: bool
    selection_variables: tuple[VariableDefinitionNode, ...]
    compiled: dict[Any, Any] = field(default_factory=dict)

    @property
    def is_mutation(self) -> bool:
        """Whether it writes."""
        return self.node.operation is OperationType.MUTATION


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed text: its operations by name, each judged when it is first asked for."""

    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    judged: dict[str, JudgedOperation | RequestError] = field(default_factory=dict)


class Documents:
    """The judge of texts for one schema. `anonymous` says that record types are hidden for want of a key."""

    def __init__(
        self, selection_schema: GraphQLSchema, root_fields: Mapping[str, RootField], max_tokens: int, *, anonymous: bool = False
    ) -> None:
        self._schema, self._root_fields = selection_schema, root_fields
        self._max_tokens, self._anonymous = max_tokens, anonymous
        self._cache: OrderedDict[str, Document | RequestError] = OrderedDict()

    def operation(self, text: str, name: str | None) -> JudgedOperation:
        """Return the operation to execute, or raise RequestError for a document that is refused as a whole.

        A refusal is kept with its text: raised as it is, it would gather the frames of every request that met it.
        """
        document = self._document(text)
        if isinstance(document, RequestError):
            raise document.with_traceback(None)
        name = _chosen(document, name)
        judged = document.judged.get(name)
        if judged is None:
            judged = document.judged[name] = self._judge(document, document.operations[name])
        if isinstance(judged, RequestError):
            raise judged.with_traceback(None)
        return judged

    def _document(self, text: str) -> Document | RequestError:
        found = self._cache.get(text)
        if found is not None:
            self._cache.move_to_end(text)
            return found
        document = _parsed(text, self._max_tokens)
        if len(text) <= _CACHED_LENGTH:
            self._cache[text] = document
            if len(self._cache) > _CACHED_TEXTS:
                self._cache.popitem(last=False)
        return document

    def _judge(self, document: Document, node: OperationDefinitionNode) -> JudgedOperation | RequestError:
        if node.operation is OperationType.SUBSCRIPTION:
            error = GraphQLError("Schema is not configured to execute subscription operation.", node)
            return RequestError(graphql_error(error, _VALIDATION_FAILED))
        roots = [root.name.value for root in _root_nodes(node.selection_set, document.fragments, frozenset())]
        records = [name for name in roots if name in self._root_fields]
        try:
            refusal = _refused_roots(roots, records) or self._invalid(document)
        except RecursionError:
            return _too_deep()
        if refusal is not None:
            return refusal
        return JudgedOperation(node, document.fragments, bool(records), self._selection_variables(document, node))

    def _invalid(self, document: Document) -> RequestError | None:
        errors = validate(self._schema, document.ast, hide_suggestions=True, allow_empty_selection_sets=False)
        if not errors:
            return None
        return RequestError(
            *(graphql_error(error, self._code(error)) for error in errors),
            strict_status=401 if any(self._code(error) == "UNAUTHENTICATED" for error in errors) else 400,
        )

    def _code(self, error: GraphQLError) -> str:
        hidden = self._anonymous and error.message.startswith(("Cannot query field", "Unknown type"))
        return "UNAUTHENTICATED" if hidden else _VALIDATION_FAILED

    def _selection_variables(self, document: Document, node: OperationDefinitionNode) -> tuple[VariableDefinitionNode, ...]:
        context = ValidationContext(self._schema, document.ast, TypeInfo(self._schema), lambda _: None)
        used = {usage.node.name.value for usage in context.get_recursive_variable_usages(node) if usage.type is not None}
        return tuple(definition for definition in node.variable_definitions or () if definition.variable.name.value in used)


def _parsed(text: str, max_tokens: int) -> Document | RequestError:
    try:
        ast = parse(text, max_tokens=max_tokens, allow_empty_selection_sets=False)
    except GraphQLError as error:
        return RequestError(graphql_error(error, _PARSE_FAILED))
    except RecursionError:
        return _too_deep()
    operations = {(d.name.value if d.name else ""): d for d in ast.definitions if isinstance(d, OperationDefinitionNode)}
    fragments = {d.name.value: d for d in ast.definitions if isinstance(d, FragmentDefinitionNode)}
    return Document(ast, operations, fragments)


def _too_deep() -> RequestError:
    return RequestError({"message": "Syntax Error: Document is nested too deeply.", "extensions": {"code": _PARSE_FAILED}})


def _chosen(document: Document, name: str | None) -> str:
    if name:
        if name not in document.operations:
            raise RequestError({"message": "Could not determine what operation to execute."}, status=400)
        return name
    if len(document.operations) != 1:
        many = "Must provide operation name if query contains multiple operations."
        message = many if document.operations else "Must provide an operation."
        raise RequestError({"message": message, "extensions": {"code": BAD_USER_INPUT}}, status=400)
    return next(iter(document.operations))


def _root_nodes(
    selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode], open_names: frozenset[str]
) -> Iterator[FieldNode]:
    """Yield the root fields of an operation through its fragments; a cycle ends here, validation refuses it."""
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _root_nodes(node.selection_set, fragments, open_names)
        elif isinstance(node, FragmentSpreadNode) and node.name.value not in open_names:
            fragment = fragments.get(node.name.value)
            if fragment is not None:
                yield from _root_nodes(fragment.selection_set, fragments, open_names | {node.name.value})


def _refused_roots(roots: list[str], records: list[str]) -> RequestError | None:
    if not records:
        return None
    if len(roots) > MAX_ROOT_FIELDS:
        return _refused(
            f"Query too complex - Too many root resolvers requested: {len(roots)} - Maximum allowed root resolvers: "
            f"{MAX_ROOT_FIELDS}",
            data={},
        )
    repeated = next((name for index, name in enumerate(roots) if name in records and name in roots[:index]), None)
    if repeated is not None:
        return _refused(f'Duplicate root resolver: "{repeated}"', data={})
    if len(records) != len(roots):
        return _refused("This query cannot be executed as a single request. Please split it into separate queries.")
    return None


def _refused(message: str, data: dict[str, Any] | None = None) -> RequestError:
    return RequestError({"message": message, "extensions": {"code": BAD_USER_INPUT}}, data=data)
