"""The server and its key come from options, the environment or a private file, and never go to the wrong place."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders.commands.export import command as export
from loaders.errors import UsageError
from loaders.remote.access import Access, find_access

PROFILES = """
staging: {url: "https://staging.example.com", key: staging-key}
half: {url: "https://example.com"}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Have a home with two profiles."""
    folder = tmp_path / ".config" / "ferry"
    folder.mkdir(parents=True)
    write(tmp_path, PROFILES)
    return tmp_path


def write(home: Path, text: str, mode: int = 0o600) -> None:
    """Write the file of profiles."""
    file = home / ".config" / "ferry" / "profiles.yaml"
    file.write_text(text)
    file.chmod(mode)


def find(home: Path, url: str | None = None, profile: str | None = None, key: str = "") -> Access:
    """Find the access with this environment."""
    return find_access(url, profile, {"HOME": str(home), "FERRY_API_KEY": key})


def test_the_environment_comes_first(home: Path) -> None:
    """What is given counts; the profile gives what is missing, an empty name is none."""
    profile = Access("https://staging.example.com", "staging-key")

    assert Access("http://example.com", "k") == find(home, "http://example.com", key="k")
    assert Access("http://example.com", "k") == find(home, "http://example.com", "", "k")
    assert profile == find(home, profile="staging")
    assert "staging-key" == find(home, "https://staging.example.com/graphql", "staging").key
    assert Access(profile.url, "k") == find(home, profile="staging", key="k")


def test_a_profiles_key_goes_nowhere_else(home: Path) -> None:
    """Another address beside a profile is refused: which of the two was meant is not guessed."""
    with pytest.raises(UsageError, match=r'the profile "staging" is for https://staging\.example\.com:443, but --url'):
        find(home, "https://example.com", "staging", "k")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_a_file_others_may_read_is_refused(home: Path, mode: int) -> None:
    """Keys are for their owner alone; the message says how to mend it."""
    write(home, PROFILES, mode)

    with pytest.raises(UsageError, match=r"may be read by others; run: chmod 600 .*profiles.yaml"):
        find(home, profile="staging")


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (PROFILES, "stagin", 'has no profile "stagin"; it has: half, staging'),
        (PROFILES, "half", "needs a url and a key"),
        ("- staging", "staging", "is no list of profiles"),
        ("a: b\nkey: {secret: 'x", "staging", "is not YAML, line 2"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told(home: Path, text: str, name: str, said: str) -> None:
    """What is wrong is named, and no key is quoted."""
    write(home, text)

    with pytest.raises(UsageError, match=said) as refused:
        find(home, profile=name)
    assert "secret" not in str(refused.value)


def test_what_is_missing_is_named(home: Path, tmp_path: Path) -> None:
    """No address, no key, no file, a broken key: each says where it belongs."""
    for url, profile, key, said in (
        (None, None, "k", "no server is named"),
        ("http://example.com", None, "", "FERRY_API_KEY is not set"),
        ("http://example.com", None, "a b", "characters that no key has"),
    ):
        with pytest.raises(UsageError, match=said):
            find(home, url, profile, key)
    with pytest.raises(UsageError, match=r'no profile "staging"; write it with mode 0600'):
        find(tmp_path / "nobody", profile="staging")


def test_a_key_is_not_shown_by_accident() -> None:
    """The text of an access, as a log or a fault would show it, has no key in it."""
    assert "secret" not in repr(Access("http://example.com", "secret"))


@pytest.mark.parametrize("option", ["--api-key", "--token"])
def test_a_key_on_the_command_line_is_refused(option: str) -> None:
    """It would show in the list of processes; the refusal says where it belongs and does not repeat it."""
    done = CliRunner().invoke(export, ["people", "-o", "-", option, "secret-key"])

    assert (2, False) == (done.exit_code, "secret-key" in done.output)
    assert "shows in the list of processes" in done.output
