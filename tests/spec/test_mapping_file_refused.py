"""A mapping file with a mistake is refused by the line of the mistake, before anything is written anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.errors import MappingError
from loaders.mapping.mapping_file import read_mappings
from tests.spec.mapping_files import applied

HEAD = "version: 1\nobject: person\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mapping.yaml is empty"),
        ("just words", "line 1: a mapping is a mapping, not"),
        ("object: person\n", "line 1: version is missing"),
        ("version: 2\nobject: person\n", 'line 1: version is 1, not "2"'),
        ("version: 1\n", "line 1: object is missing"),
        (HEAD + "colums: {}\n", 'line 3: a mapping has no "colums"; did you mean columns?'),
        (
            HEAD + "columns:\n  A: {to: jobTitle, dateformat: x}\n",
            'line 4: the column "A" has no "dateformat"; did you mean date_format?',
        ),
        (HEAD + "source: {delimeter: x}\n", 'line 3: source has no "delimeter"; did you mean delimiter?'),
        (HEAD + "source: {header_row: first}\n", "line 3: header_row is the number of a row, from 1"),
        (HEAD + "columns:\n  A: skip\n  A: skip\n", 'line 5: "A" stands here for the second time'),
        (HEAD + "columns:\n  A: jobTitle\n", "line 4: a column is skip or {to: FIELD}"),
        (HEAD + "columns:\n  A: {by: id}\n", 'line 4: the column "A" needs to: and a field'),
        (HEAD + "columns:\n  A: {to: jobTitel}\n", 'line 4: person has no field "jobTitel"; did you mean jobTitle'),
        (HEAD + "columns:\n  A: {to: emails}\n", 'line 4: person has no field "emails"; did you mean emails.primaryEmail or'),
        (HEAD + "columns:\n  A: {to: company}\n", "add by: and one of id, domainName.primaryLinkUrl"),
        (HEAD + "columns:\n  A: {to: company, by: name}\n", "name of company is not unique; add unique: false"),
        (HEAD + "columns:\n  A: {to: company, by: nam}\n", "company has no field nam to be found by; there are id, domainName"),
        (HEAD + "columns:\n  A: {to: firm, by: id}\n", 'person has no relation "firm"'),
        (HEAD + "columns:\n  A: {to: jobTitle, missing: reject}\n", "missing is said of relations only"),
        (HEAD + "columns:\n  A: {to: company, by: id, missing: later}\n", "missing is reject or null or defer or create"),
        (HEAD + "columns:\n  A: {to: jobTitle, micros: true}\n", "micros is said of amounts only"),
        (HEAD + "columns:\n  A: {to: createdAt}\n", "line 4: createdAt: imported only with --preserve-history"),
        (HEAD + "columns:\n  A: {to: jobTitle, trim: maybe}\n", "trim is true or false"),
        (HEAD + "columns:\n  A: {to: jobTitle, unknown: drop}\n", 'unknown is reject, not "drop"'),
        (HEAD + "columns:\n  A: {to: jobTitle, date_format: DD.MM}\n", 'date_format is written like "%d.%m.%Y"'),
        (HEAD + "columns:\n  A: {to: jobTitle, timezone: Mars/Base}\n", "timezone is the name of a time zone"),
        (HEAD + "columns:\n  A: {to: jobTitle, decimal: ';'}\n", "decimal is"),
        (HEAD + "columns:\n  A: {to: jobTitle, decimal: ',', thousands: ','}\n", "thousands is one character"),
        (HEAD + "columns:\n  A: {to: jobTitle, phone_region: France}\n", "phone_region is a country like FR"),
        (HEAD + "columns:\n  A: {to: jobTitle, url_scheme: drop}\n", "url_scheme is add or keep"),
        (HEAD + "columns:\n  B: {to: jobTitle}\n", 'line 4: the file has no heading "B"'),
        (HEAD + "columns:\n  A: {to: jobTitle}\n  A#1: skip\n", 'line 5: "A#1" is a column that is named twice'),
        (HEAD + "columns:\n  A: {to: jobTitle}\n  C: {to: jobTitle}\n", r"both fill jobTitle"),
        (HEAD + "columns:\n  A: {to: jobTitle}\nkey: [city]\n", 'key: "city" is no unique field of person'),
        (HEAD + "columns:\n  A: {to: jobTitle}\nconstants: {jobTitle: x}\n", 'jobTitle is filled by the column "A" already'),
        (HEAD + "columns:\n  A: {to: jobTitle}\nwhere: {D: {in: x}}\n", 'the file has no heading "D"'),
        (HEAD + "columns:\n  A: {to: jobTitle}\nwhere: {A: {}}\n", 'where of "A" needs in: or not_in:'),
        (HEAD + "columns: &x {A: skip}\n", r"line 3: anchors and aliases"),
        (HEAD + "columns: *x\n", "line 3: anchors and aliases"),
        (HEAD + "columns: !!python/object:os.system {}\n", "line 3: tags"),
        (HEAD + "columns: " + "[" * 20 + "]" * 20 + "\n", "nested deeper"),
        (HEAD + "columns: [\n", "this is not YAML"),
        (HEAD + "\tcolumns: x\n", "line 3: this is not YAML"),
        ("version: 1\nmappings: [mapping.yaml]\n", "a bundle names mapping files, not bundles"),
        ("version: 1\nmappings: [absent.yaml]\n", "absent.yaml cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_way_to_mend_it(tmp_path: Path, text: str, message: str) -> None:
    """What is not understood is never passed over."""
    with pytest.raises(MappingError) as refused:
        applied(tmp_path, text, "A", "C")

    assert message in str(refused.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are no mapping."""
    path = tmp_path / "mapping.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(MappingError, match="is not UTF-8"):
        read_mappings(path)
