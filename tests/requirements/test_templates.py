"""Templates show what an import takes, and their rows go in as they stand."""

from __future__ import annotations

from loaders.mapping.order import import_order
from tests.requirements.door import Door
from tests.requirements.model import custom_model


def test_r10_every_template_goes_in_unedited(door: Door) -> None:
    """The templates of all objects, custom ones too, loaded in order give no reject, and loaded again change nothing."""
    outcomes = {}
    for obj in import_order(custom_model().objects).objects:
        if obj.managed:
            continue
        file = door.folder / f"{obj.name_plural}-template.csv"
        made = door.ferry("template", obj.name_singular, "-o", file)
        assert 0 == made.exit_code, made.output
        outcomes[obj.name_singular] = (door.load(obj.name_singular, file), door.load(obj.name_singular, file))

    assert ("2 created", "2 unchanged") == outcomes.pop("voyage"), "a unique truth value leaves room for two rows"
    assert {} == {name: outcome for name, outcome in outcomes.items() if outcome != ("3 created", "3 unchanged")}


def test_r10_a_workbook_goes_in_unedited(door: Door) -> None:
    """The same template as a workbook is loaded without naming a sheet, and finds the same records."""
    for name in ("companies", "ships"):
        rows = [door.folder / f"{name}-r10.{suffix}" for suffix in ("csv", "xlsx")]
        for file in rows:
            assert 0 == door.ferry("template", name, "-o", file, "--quiet").exit_code
        door.load(name, rows[0])

        assert "3 unchanged" == door.load(name, rows[1])
