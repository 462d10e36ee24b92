"""Settings: bad ones are refused by name before anything starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from server.settings import BadSetting, Settings, read_settings


def test_what_is_given_overrules_the_environment() -> None:
    """An option beats its variable, which beats the default."""
    settings = read_settings({"FERRY_PORT": "9000", "FERRY_HOST": "::1", "FERRY_LEGACY_FIELDS": "no"}, port=9001, host=None)

    assert Settings(port=9001, host="::1", legacy_fields=False) == settings


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FERRY_PORT", "many"),
        ("FERRY_PORT", "65536"),
        ("FERRY_PORT", "-1"),
        ("FERRY_MAX_BODY_BYTES", "0"),
        ("FERRY_MAX_TOKENS", "1.5"),
        ("FERRY_LEGACY_FIELDS", "maybe"),
        ("FERRY_DATABASE", ""),
        ("FERRY_DATABASE", "/"),
        ("FERRY_DATABASE", "mysql://localhost/crm"),
    ],
)
def test_a_bad_setting_is_named(name: str, text: str) -> None:
    """The refusal says which setting is at fault."""
    with pytest.raises(BadSetting) as refused:
        read_settings({name: text})

    assert name.removeprefix("FERRY_").lower() in str(refused.value).lower()


def test_a_bad_setting_ends_the_command(tmp_path: Path) -> None:
    """The server does not start: exit code 2, one line."""
    environment = {**os.environ, "FERRY_PORT": "many"}
    command = [sys.executable, "-m", "server", "serve", "--database", str(tmp_path / "ferry.sqlite")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (2, 1) == (ended.returncode, len(ended.stderr.splitlines()))


def test_a_database_may_be_an_address() -> None:
    """sqlite:/// and a plain path mean the same file."""
    assert Path("a/b.db") == Settings(database="sqlite:///a/b.db").database_path == Settings(database="a/b.db").database_path
