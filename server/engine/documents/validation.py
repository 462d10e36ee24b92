"""Validation: what GraphQL itself refuses in a text, and with which words."""

from __future__ import annotations

from typing import Final

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    ValidationContext,
    parse,
    specified_rules,
    validate,
)

from server.engine.documents.wording import PARSE_FAILED, VALIDATION_FAILED, graphql_error
from server.engine.errors import RequestError

_COMPARISONS: Final = 20_000
"""Fields of one response key are compared in pairs: a sensible document needs a few, a hostile one a million."""
_ABORTED: Final = "Validation aborted."
_HIDDEN: Final = ("Cannot query field", "Unknown type", "The mutation operation is not supported")
"""How it is told that a schema lacks something, which the one without a key lacks for want of it."""
_CURE: Final = "Select each field once, and nest fragments less."


class _BoundedMerging(OverlappingFieldsCanBeMergedRule):
    """The rule that fields of one response key agree, with less patience than it ships with."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = _COMPARISONS


_RULES = tuple(_BoundedMerging if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules)


def parsed(text: str) -> DocumentNode | RequestError:
    """Return the syntax tree of a text, or why it has none."""
    try:
        return parse(text, allow_empty_selection_sets=False)
    except GraphQLError as error:
        return RequestError(graphql_error(error, PARSE_FAILED))
    except RecursionError:
        return _too_deep()


def invalid(schema: GraphQLSchema, ast: DocumentNode, *, anonymous: bool) -> RequestError | None:
    """Refuse a document that breaks a rule; what is hidden for want of a key is refused for that."""
    try:
        errors = validate(schema, ast, _RULES, hide_suggestions=True, allow_empty_selection_sets=False)
    except RecursionError:
        return _too_deep()
    if not errors:
        return None
    codes = [_code(error, anonymous=anonymous) for error in errors]
    entries = [graphql_error(error, code) for error, code in zip(errors, codes, strict=True)]
    if errors[-1].message == _ABORTED:
        entries[-1]["message"] = f"{_ABORTED} {_CURE}"
    return RequestError(*entries, strict_status=401 if "UNAUTHENTICATED" in codes else 400)


def _code(error: GraphQLError, *, anonymous: bool) -> str:
    return "UNAUTHENTICATED" if anonymous and error.message.startswith(_HIDDEN) else VALIDATION_FAILED


def _too_deep() -> RequestError:
    return RequestError({"message": "Syntax Error: Document is nested too deeply.", "extensions": {"code": PARSE_FAILED}})
