"""Random documents: record operations with literals of every kind, in every spelling GraphQL allows and some it does not."""

from __future__ import annotations

from itertools import pairwise
from random import Random

_SEPARATORS = (" ", " ", "\n", ",", "\t", "\r\n", "\r", "\ufeff", " # } \" ) ''' ]\n", "#\r", " , ,\n", "# é\r\n")
_KEYS = ("name", "a", "_b1", "query", "on", "true1", "null")
_INTEGERS = ("0", "-0", "9" * 18, "-" + "9" * 19, str(2**63), str(2**64 - 1), str(2**64), str(-(2**63) - 1), "9" * 5_000)
_FLOATS = ("0.5", "-1.25", "1e5", "1E-3", "-2.50e+1", "1e999", "0e0", "-0.0")
_WORDS = ("true", "false", "null", "AscNullsLast", "NEW", "_", "Infinity", "on")
_TEXTS = ("", "a", "B 1", "{#,:$'", "\t", "é", "\U0001f600", "\x00", "]})", "//")
_ESCAPES = ('\\"', "\\\\", "\\/", "\\n", "\\t", "\\b\\f\\r", "\\u00e9", "\\uD83D\\uDE00", "\\u{1F600}", "\\u0000")
_BLOCK_PARTS = ('\\"""', '"', '""', "\n", "\r\n", "\r", "  ", "\t", "a", "{", "\\", "\\n", "é", " \n", "\n\n", "b c")
_OPEN_ENDED = ('"', "\\")
_FLAWED_WORDS = "01 1a 1. .5 - $ $x & .. ... ? { } [ ] ( ) : ! = @ query name fragment null 1 nope é \\"
_FLAWED_STRINGS = ('"', '""', '"""', '"""a"""', '"\\x"', '"\\ud83d"', '"\ud83d"', '"\\u{D800}"')
_FLAWS = (*_FLAWED_WORDS.split(), *_FLAWED_STRINGS)
_CHARACTERS = '{}[]()":,#\\$@.!=|&-+015eé \n\r\tat_\ud83d\x00'
_ROOTS = {
    "query": {"companies": "Company", "company": "Company", "people": "Person", "tasks": "Task", "person": "Person"},
    "mutation": {"createCompanies": "Company", "createPerson": "Person", "updateTasks": "Task", "destroyCompany": "Company"},
}
_PAGES = frozenset({"companies", "people", "tasks"})


class RandomDocument:
    """One random document; the same seed gives the same text. Some hold mistakes."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._used: set[str] = set()
        self._node_fragment = self._any(0.3)
        tokens = self._document()
        flaws = self._random.choice([0, 0, 0, 1, 2])
        for _ in range(flaws):
            self._spoil(tokens)
        self.text = self._spaced(tokens)
        if flaws and self._any(0.4):
            self.text = self._damaged(self.text)

    def _any(self, chance: float) -> bool:
        return self._random.random() < chance

    def _document(self) -> list[str]:
        if self._any(0.2):
            return [token for name in ("A", "B") for token in self._operation("query", name, [])]
        kind = self._random.choice(["query", "mutation"])
        names = self._random.sample(list(_ROOTS[kind]), 3)
        fragments: list[str] = []
        spread: list[str] = []
        if self._any(0.3):
            spread = ["...", "Roots"]
            fragments = ["fragment", "Roots", "on", kind.capitalize(), "{", *self._root(kind, names.pop()), "}"]
        body = self._operation(kind, "A" if self._any(0.5) else "", spread, names)
        if self._node_fragment and "Node" in (*body, *fragments):
            fragments += ["fragment", "Node", "on", "Company", *self._node("Task", "updatedAt")]
        return fragments + body if self._any(0.5) else body + fragments

    def _operation(self, kind: str, name: str, spread: list[str], names: list[str] | None = None) -> list[str]:
        if names is None:
            self._used, self._node_fragment = set(), False
        names = names or self._random.sample(list(_ROOTS[kind]), 2)
        roots = [token for root in names[: self._random.randint(1, 2)] for token in self._root(kind, root)]
        if len(names) > 2 and self._any(0.2):
            roots += ["...", *(["on", kind.capitalize()] if self._any(0.5) else []), "{", *self._root(kind, names[2]), "}"]
        if kind == "query" and not name and not self._used and self._any(0.5):
            return ["{", *roots, *spread, "}"]
        declared = [token for variable in sorted(self._used) for token in self._declaration(variable)]
        header = [kind, *([name] if name else []), *(["(", *declared, ")"] if declared else [])]
        return [*header, "{", *roots, *spread, "}"]

    def _declaration(self, variable: str) -> list[str]:
        default = ["=", "true"] if self._any(0.2) else []
        return ["$", variable, ":", *(["Boolean"] if default else ["Boolean", "!"]), *default]

    def _root(self, kind: str, name: str) -> list[str]:
        parts = [self._random.choice(["a1", "companies", "on"]) + name, ":"] if self._any(0.3) else []
        parts.append(name)
        if self._any(0.85):
            names = self._random.sample(["filter", "data", "first", "orderBy", "upsert", "nope"], self._random.randint(1, 3))
            parts += ["(", *(part for argument in names for part in (argument, ":", *self._value(0))), ")"]
        parts += self._directive()
        node = self._node(_ROOTS[kind][name], "createdAt")
        return [*parts, *(["{", "edges", "{", "node", *node, "}", "}"] if name in _PAGES else node)]

    def _directive(self) -> list[str]:
        if not self._any(0.15):
            return []
        self._used.add("x")
        return ["@", self._random.choice(["include", "skip"]), "(", "if", ":", "$", "x", ")"]

    def _node(self, object_name: str, leaf: str) -> list[str]:
        parts = ["{", self._random.choice(["id", leaf, "__typename"]), *self._directive()]
        if object_name == "Company" and self._any(0.3):
            number = self._random.choice(
                [["first", ":", "3"], ["filter", ":", "{", "id", ":", "{", "is", ":", "NULL", "}", "}"]]
            )
            arguments = ["(", *number, ")"] if self._any(0.7) else []
            parts += ["people", *arguments, "{", "edges", "{", "node", *self._node("Person", leaf), "}", "}"]
        if object_name == "Company" and self._node_fragment:
            parts += ["...", "Node"]
        return [*parts, "}"]

    def _value(self, depth: int) -> list[str]:
        if self._any(0.06):
            variable = self._random.choice(["x", "y"])
            self._used.add(variable)
            return ["$", variable]
        if depth > 3 or self._any(0.6):
            return [self._scalar()]
        size = self._random.randint(0, 4)
        if self._any(0.5):
            return ["[", *(part for _ in range(size) for part in self._value(depth + 1)), "]"]
        keys = self._random.sample(_KEYS, size)
        if self._any(0.01):
            keys += keys[:1]
        return ["{", *(part for key in keys for part in (key, ":", *self._value(depth + 1))), "}"]

    def _scalar(self) -> str:
        kind = self._random.randrange(6)
        if kind == 0:
            return self._random.choice(_INTEGERS) if self._any(0.3) else str(self._random.randint(-1_000, 1_000))
        if kind == 1:
            return self._random.choice(_FLOATS)
        if kind == 2:
            return self._random.choice(_WORDS)
        parts = self._random.choices(_BLOCK_PARTS if kind == 3 else _TEXTS, k=self._random.randint(0, 6))
        if kind == 3:
            text = "".join(parts)
            return f'"""{text}{" " if text.endswith(_OPEN_ENDED) else ""}"""'
        if kind == 4:
            parts += self._random.choices(_ESCAPES, k=2)
            self._random.shuffle(parts)
        return f'"{"".join(parts)}"'

    def _spoil(self, tokens: list[str]) -> None:
        place = self._random.randrange(len(tokens))
        there = self._random.randint(0, 2)
        tokens[place : place + there] = self._random.choices(_FLAWS, k=self._random.randint(0 if there else 1, 1))

    def _spaced(self, tokens: list[str]) -> str:
        spaced = [tokens[0]]
        for before, token in pairwise(tokens):
            touch = not (_is_word(before[-1]) and _is_word(token[0])) and not (before[-1] == token[0] == '"')
            spaced += ["" if touch and self._any(0.5) else self._random.choice(_SEPARATORS), token]
        return "".join(spaced)

    def _damaged(self, text: str) -> str:
        place = self._random.randrange(len(text))
        inserted = "".join(self._random.choices(_CHARACTERS, k=self._random.randint(0, 2)))
        return text[:place] + inserted + text[place + self._random.randint(0, 2) :]


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "_-."
