"""What the arguments of an import name: pairs of object and file, a folder, or a mapping."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.errors import UsageError
from loaders.imports.opening import Target
from loaders.imports.planning import folder_targets
from loaders.remote.client import Client
from loaders.remote.model import fetch_model


def find_targets(client: Client, arguments: Sequence[str], mapping: Path | None) -> list[Target]:
    """Return the files to load, each with its object."""
    return list(_targets(client, list(arguments), mapping))


def kept_targets(kept: Sequence[Sequence[str | None]]) -> list[Target]:
    """Return the files of a run as its journal has kept them."""
    found: list[Target] = []
    for path, object_name, mapping in kept:
        assert path is not None
        assert object_name is not None
        if mapping is None:
            _exists(path)
            found.append(Target(path, object_name))
        else:
            found += _of_mapping(Path(mapping), (object_name, path))
    return found


def _targets(client: Client, arguments: list[str], mapping: Path | None) -> Iterator[Target]:
    if len(arguments) == 2 and not any("=" in argument for argument in arguments) and not Path(arguments[0]).exists():
        arguments = ["=".join(arguments)]
    for argument in arguments:
        path = Path(argument)
        name, separator, file = argument.partition("=")
        if path.is_dir():
            yield from _of_folder(client, path)
        elif path.suffix in (".yaml", ".yml") and path.is_file():
            yield from _of_mapping(path, None)
        elif not separator:
            raise UsageError(_not_a_target(arguments, argument))
        elif mapping is not None:
            yield from _of_mapping(mapping, (name, file))
        else:
            _exists(file)
            yield Target(file, name)


def _not_a_target(arguments: list[str], argument: str) -> str:
    """Say how the files are named that somebody meant."""
    if not Path(argument).exists() and len(arguments) > 2:
        pairs = " ".join(f"{argument}={file}" for file in arguments if file != argument)
        return f'"{argument}" is no file; several files are each given with their object: ferry import {pairs}'
    return f'"{argument}" is neither a folder nor a mapping; name the object too: ferry import OBJECT {argument}'


def _of_folder(client: Client, folder: Path) -> Iterator[Target]:
    model = fetch_model(client)
    found = list(folder_targets(folder, model.knows))
    if not found:
        raise UsageError(f"{folder}: holds no file named after an object, such as companies.csv or person.xlsx")
    yield from found


def _of_mapping(mapping: Path, named: tuple[str, str] | None) -> Iterator[Target]:
    """Yield the files a mapping names; where an object and a file are named, only its document for that object counts."""
    from loaders.mapping.mapping_file import read_mappings

    documents = read_mappings(mapping)
    if named is not None:
        object_name, file = named
        _exists(file)
        fitting = [one for one in documents if len(documents) == 1 or one.object_name == object_name]
        if len(fitting) > 1:
            fitting = [one for one in fitting if one.source.file and (mapping.parent / one.source.file).samefile(file)]
        if len(fitting) != 1:
            raise UsageError(f'{mapping}: has {len(fitting)} mappings for "{object_name}"; it must have one')
        yield Target(file, object_name, fitting[0], str(mapping))
        return
    for document in documents:
        if document.source.file is None:
            raise UsageError(
                f"{mapping}: names no file under source; give one: ferry import {document.object_name} FILE --mapping"
            )
        file = str((mapping.parent / document.source.file) if document.source.file != "-" else document.source.file)
        _exists(file)
        yield Target(file, document.object_name, document, str(mapping))


def _exists(file: str) -> None:
    if Path(file).is_dir():
        raise UsageError(f"{file}: is a folder; its files go to the objects they are named after: ferry import {file}")
    if file != "-" and not Path(file).is_file():
        raise UsageError(f"{file}: no such file")
