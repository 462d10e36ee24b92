"""The documents lead somewhere, and their tables are those of the code."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from loaders.errors import ExitCode
from loaders.mapping.mapping_file import _COLUMN, _DOCUMENT, _SOURCE, read_mappings
from loaders.values.codes import KINDS
from tests.io.running_server import ROOT
from tests.requirements.recipe_book import BOOK, blocks
from tests.spec.tree import tracked_files

DOCUMENTS = sorted(file.relative_to(ROOT).as_posix() for file in tracked_files() if file.suffix == ".md")


def links(document: Path) -> Iterator[str]:
    """Yield where the links of a document lead."""
    for token in MarkdownIt().enable("table").parse(document.read_text(encoding="utf-8")):
        for child in token.children or ():
            if child.type in ("link_open", "image"):
                yield str(child.attrs.get("href") or child.attrs.get("src"))


def anchors(document: Path) -> set[str]:
    """Return the names by which the headings of a document are reached."""
    tokens = MarkdownIt().parse(document.read_text(encoding="utf-8"))
    titles = (tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open")
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_nowhere(document: Path, link: str) -> bool:
    """Tell whether a link within the repository names a file or a heading that is not there."""
    if re.match(r"[a-z]+:", link):
        return False
    name, _, anchor = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    return not target.exists() or (anchor != "" and anchor not in anchors(target))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_r26_every_link_leads_somewhere(name: str) -> None:
    """No document names a file or a heading that is not there."""
    assert [] == [link for link in links(ROOT / name) if leads_nowhere(ROOT / name, link)]


def table(title: str, number: int = 0) -> list[list[str]]:
    """Return the names in the first cells of a table of a section of the recipes."""
    text = BOOK.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)[number].splitlines()[2:]
    return [re.findall(r"`([^`]+)`", row.split("|")[1]) or [row.split("|")[1].strip()] for row in rows]


def test_r26_the_tables_of_mapping_files_name_every_key() -> None:
    """What a mapping file may say, of itself, of its source and of a column, stands in the tables, and nothing else."""
    source = re.search(r"^\| `source` \| (.+) \|$", BOOK.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(_DOCUMENT) == sorted(key for keys in table("Mapping files") for key in keys)
    assert sorted(_COLUMN) == sorted(key for keys in table("Mapping files", 1) for key in keys)
    assert source is not None
    assert sorted(_SOURCE) == sorted(re.findall(r"`(\w+)`", source[1]))


def test_r26_the_table_of_codes_names_every_code() -> None:
    """Each code a row can be rejected with says what to do."""
    assert sorted(KINDS) == sorted(code for codes in table("Error codes") for code in codes)


def test_r26_the_table_of_exit_codes_is_complete() -> None:
    """Each exit code says what to do."""
    assert sorted(int(code) for code in ExitCode) == sorted(int(code) for codes in table("Run unattended") for code in codes)


def test_r26_every_preset_is_named() -> None:
    """Every product whose exports are known stands in the recipe for them."""
    known = {file.stem for file in (ROOT / "loaders" / "presets").glob("*.yaml")} - {"general"}
    text = BOOK.read_text(encoding="utf-8").partition("## Come from another product")[2].partition("```")[0]

    assert sorted(known) == sorted(re.findall(r"`(\w+)`", text.partition(":")[2].partition("Give it")[0]))


def test_r26_every_block_can_be_read(tmp_path: Path) -> None:
    """Shell is shell, YAML is YAML and a mapping is a mapping, whether a test runs the block or not."""
    for block in blocks():
        if block.language == "sh":
            assert 0 == subprocess.run(["sh", "-n"], input=block.text, text=True, check=False).returncode, block.text
        if block.language == "yaml":
            assert 1 == yaml.safe_load(block.text)["version"]
        if block.language == "yaml" and "columns" in block.text:
            file = tmp_path / "mapping.yaml"
            file.write_text(block.text, encoding="utf-8")
            assert 1 == len(read_mappings(file))
