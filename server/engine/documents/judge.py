"""Documents: parsed and judged once per text, whatever data is written into it, then found by a look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    ValidationContext,
    VariableDefinitionNode,
)

from schema.operations import RootField
from server.engine.documents.counting import operation_counts
from server.engine.documents.kept import Kept
from server.engine.documents.lifting import Lifted, lift, whole
from server.engine.documents.limits import DocumentLimits
from server.engine.documents.literals import copied
from server.engine.documents.places import is_before_cut, relocated
from server.engine.documents.root_fields import refused_roots, root_names
from server.engine.documents.validation import invalid, parsed
from server.engine.documents.wording import VALIDATION_FAILED, graphql_error
from server.engine.errors import BAD_USER_INPUT, RequestError

_KEPT_CHARACTERS, _KEPT_TOKENS = 1_000_000, 100_000
"""How much is remembered: of the texts as they are sent, and of what is left of them. A token is 600 bytes of syntax tree."""


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
    """A parsed text: its operations by name, each judged when it is first asked for.

    `refusal` is why none of them may be executed. Without `depths`, those of the operations, its fragments may not even
    be opened.
    """

    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    refusal: RequestError | None
    depths: Mapping[str, int] | None
    judged: dict[str, JudgedOperation | RequestError] = field(default_factory=dict)


class Documents:
    """The judge of texts for one schema. `anonymous` says that record types are hidden for want of a key."""

    def __init__(
        self,
        selection_schema: GraphQLSchema,
        root_fields: Mapping[str, RootField],
        limits: DocumentLimits,
        *,
        anonymous: bool = False,
    ) -> None:
        self._schema, self._root_fields = selection_schema, root_fields
        self._limits, self._anonymous = limits, anonymous
        self._lifted: Kept[Lifted] = Kept(_KEPT_CHARACTERS)
        self._documents: Kept[Document | RequestError] = Kept(_KEPT_TOKENS)

    def operation(self, text: str, name: str | None) -> tuple[JudgedOperation, Mapping[str, Any]]:
        """Return the operation to execute, and the values of the variables that stand for the literals of its arguments.

        Raise RequestError for a document that is refused as a whole. A refusal is kept with its text: raised as it is,
        it would gather the frames of every request that met it.
        """
        document, literals = self._document(text)
        if isinstance(document, RequestError):
            raise document.with_traceback(None)
        name = _chosen(document, name)
        judged = document.judged.get(name)
        if judged is None:
            judged = document.judged[name] = self._judged(document, document.operations[name])
        if isinstance(judged, RequestError):
            raise judged.with_traceback(None)
        return judged, literals

    def _document(self, text: str) -> tuple[Document | RequestError, Mapping[str, Any]]:
        is_short = len(text) <= self._limits.characters
        known = self._lifted.get(text) if is_short else None
        lifted = known or (lift(text, self._root_fields, self._limits.characters) if self._root_fields else whole(text))
        document = self._read(lifted, text)
        if lifted.literals and (isinstance(document, RequestError) or document.refusal is not None):
            # What is refused is refused in the words and with the locations of the text as it was sent.
            if self._limits.refused_text(whole(text), text) is not None:
                return _relocated(document, lifted, text), {}
            lifted = whole(text)
            document = self._read(lifted, text)
        if is_short and known is None:
            self._lifted.keep(text, lifted, len(text))
        return document, copied(lifted.literals) if is_short else lifted.literals

    def _read(self, lifted: Lifted, sent: str) -> Document | RequestError:
        kept = self._documents.get(lifted.text)
        if kept is not None:
            return kept
        too_long = self._limits.refused_text(lifted, sent)
        if too_long is not None:
            return self._syntax_error(lifted.stop, sent) or too_long
        document = self._parsed(lifted.text)
        self._documents.keep(lifted.text, document, lifted.tokens)
        return document

    def _syntax_error(self, stop: Lifted | None, sent: str) -> RequestError | None:
        """Return what the parser says of the place where a text that is too long for it could not be read."""
        if stop is None or self._limits.refused_text(stop, sent) is not None:
            return None
        error = parsed(stop.text)
        return relocated(error, stop, sent) if isinstance(error, RequestError) and is_before_cut(error, stop, sent) else None

    def _parsed(self, text: str) -> Document | RequestError:
        ast = parsed(text)
        if isinstance(ast, RequestError):
            return ast
        counts = operation_counts(ast)
        too_many = None if counts is None else self._limits.refused_fields(counts.values())
        depths = None if counts is None or too_many else {name: count.depth for name, count in counts.items()}
        refusal = too_many or (None if counts is None else self._limits.refused_counts(counts.values()))
        refusal = refusal or invalid(self._schema, ast, anonymous=self._anonymous)
        operations = {(d.name.value if d.name else ""): d for d in ast.definitions if isinstance(d, OperationDefinitionNode)}
        fragments = {d.name.value: d for d in ast.definitions if isinstance(d, FragmentDefinitionNode)}
        return Document(ast, operations, fragments, refusal, depths)

    def _judged(self, document: Document, node: OperationDefinitionNode) -> JudgedOperation | RequestError:
        if node.operation is OperationType.SUBSCRIPTION:
            error = GraphQLError("Schema is not configured to execute subscription operation.", node)
            return RequestError(graphql_error(error, VALIDATION_FAILED))
        roots = [] if document.depths is None else root_names(node, document.fragments)
        refusal = refused_roots(roots, self._root_fields) or document.refusal
        is_record = any(name in self._root_fields for name in roots)
        if refusal is None and document.depths is not None and not is_record:
            refusal = self._limits.refused_depth(document.depths[node.name.value if node.name else ""])
        if refusal is not None:
            return refusal
        return JudgedOperation(node, document.fragments, is_record, self._selection_variables(document, node))

    def _selection_variables(self, document: Document, node: OperationDefinitionNode) -> tuple[VariableDefinitionNode, ...]:
        context = ValidationContext(self._schema, document.ast, TypeInfo(self._schema), lambda _: None)
        used = {usage.node.name.value for usage in context.get_recursive_variable_usages(node) if usage.type is not None}
        return tuple(definition for definition in node.variable_definitions or () if definition.variable.name.value in used)


def _relocated(document: Document | RequestError, lifted: Lifted, sent: str) -> Document | RequestError:
    if isinstance(document, RequestError):
        return relocated(document, lifted, sent)
    refusal = None if document.refusal is None else relocated(document.refusal, lifted, sent)
    return replace(document, refusal=refusal, judged={})


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
