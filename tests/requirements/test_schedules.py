"""What runs by itself at night: the crontabs, units and scripts of loaders/README.md."""

from __future__ import annotations

import re
import shutil
import subprocess

from tests.requirements.door import read_rows
from tests.requirements.kitchen import Kitchen
from tests.requirements.recipe_book import Block, section


def crontab(block: Block) -> str:
    """Return the command of a line of a crontab, as its shell gets it."""
    fields, command = re.fullmatch(r"((?:[\d*/,-]+ ){5})(.+)\n", block.text, re.DOTALL).groups()  # type: ignore[union-attr]

    assert 5 == len(fields.split())
    assert "%" not in command.replace(r"\%", ""), "a bare % ends the command of a crontab"
    return command.replace(r"\%", "%")


def test_r43_the_second_run_of_the_crontab_has_only_what_changed(kitchen: Kitchen) -> None:
    """First all records, then the one that was changed."""
    (block,) = section("Export only what has changed")
    exports = kitchen.folder / "exports"
    exports.mkdir()
    kitchen.fill("companies", "people")

    def run() -> list[str]:
        done = kitchen.shell(crontab(block), {})
        assert 0 == done.returncode, done.stderr
        (file,) = exports.glob("people-*T??????.csv")
        found = [row["Job Title"] for row in read_rows(file)]
        file.unlink()
        return found

    first = run()
    kitchen.promote_one()
    kitchen.door.load("people", kitchen.folder / "raise.csv")

    assert (60, ["Head of everything"]) == (len(first), run())


def test_r35_the_nightly_backup_keeps_fourteen(kitchen: Kitchen) -> None:
    """The script, called by the line of the crontab, makes today's backup and takes the oldest away; the units name it."""
    script, cron, *units = section("Back up every night")
    kitchen.write("bin/ferry-backup", script.text).chmod(0o700)
    for day in range(1, 16):
        kitchen.write(f"backups/2020-01-{day:02}/manifest.json", "{}")
    done = kitchen.shell(crontab(cron), {"FERRY_PROFILE": ""})
    kept = sorted(path.name for path in (kitchen.folder / "backups").iterdir())
    for unit in units:
        kitchen.write(unit.words[0], unit.text)

    assert 0 == done.returncode, done.stderr
    assert (14, "2020-01-03", "manifest.json") == (
        len(kept),
        kept[0],
        (kitchen.folder / "backups" / kept[-1] / "manifest.json").name,
    )
    assert ["%h/bin/ferry-backup"] == re.findall(r"^ExecStart=(.+)$", units[0].text, re.MULTILINE)
    assert not wrong_units(kitchen, [unit.words[0] for unit in units])


def wrong_units(kitchen: Kitchen, names: list[str]) -> str:
    """Return what systemd finds wrong with units, where there is a systemd to ask."""
    if shutil.which("systemd-analyze") is None:
        return ""
    environment = {**kitchen.environment, "XDG_RUNTIME_DIR": str(kitchen.folder)}
    command = ["systemd-analyze", "verify", "--user", *(str(kitchen.folder / name) for name in names)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=30)
    return "" if done.returncode == 0 else done.stderr


def test_r35_a_backup_is_encrypted_and_comes_back(kitchen: Kitchen) -> None:
    """What is decrypted is what the server holds; where there is no gpg the script is read by the shell alone."""
    (block,) = section("Encrypt a backup")
    kitchen.fill("companies")
    if shutil.which("gpg") is None:
        assert 0 == subprocess.run(["sh", "-n"], input=block.text, text=True, check=False).returncode
        return
    kitchen.write(".backup-passphrase", "a passphrase of the tests").chmod(0o600)
    done = kitchen.shell(block.text + "gpgconf --kill all\n", {})

    assert 0 == done.returncode, done.stderr
    assert "equal: " in done.stdout
    assert b"manifest" not in (kitchen.folder / "today.tar.gz.gpg").read_bytes()
