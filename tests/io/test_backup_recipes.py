"""The shell lines that keep backups: nightly by cron or a timer with rotation, encrypted through a pipe."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.io.running_server import ROOT, RunningServer

NIGHTLY = r"""#!/bin/sh
# Keeps the backups of the last KEEP days under FOLDER, one folder a day, and removes older ones only after a new one is whole.
set -eu
folder=${FOLDER:-/var/backups/ferry} keep=${KEEP:-14} day=${DAY:-$(date +%F)}
mkdir -p -m 700 "$folder"
ferry backup "$folder/$day" --quiet
find "$folder" -mindepth 1 -maxdepth 1 -type d -name '????-??-??' | sort -r | tail -n +$((keep + 1)) | xargs -r rm -rf --
"""
TIMER = {
    "ferry-backup.service": r"""[Unit]
Description=Back up the workspace
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
UMask=0077
EnvironmentFile=/etc/ferry/backup.env
ExecStart=/usr/local/bin/ferry-nightly
""",
    "ferry-backup.timer": r"""[Unit]
Description=Back up the workspace every night

[Timer]
OnCalendar=*-*-* 02:30
RandomizedDelaySec=15min
Persistent=true

[Install]
WantedBy=timers.target
""",
}
SEALED = r"""set -eu
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ferry backup "$work/backup" --quiet >&2
tar -C "$work" -cf - backup | openssl enc -aes-256-cbc -pbkdf2 -salt -pass file:"$PASSWORD_FILE" > "$SEALED"
"""
OPENED = r"""set -eu
umask 077
openssl enc -d -aes-256-cbc -pbkdf2 -pass file:"$PASSWORD_FILE" -in "$SEALED" | tar -C "$OPENED" -xf -
ferry diff "$OPENED/backup" server --quiet
"""


def run(server: RunningServer, folder: Path, script: str, **variables: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a shell that finds `ferry`."""
    commands = folder / "bin"
    commands.mkdir(exist_ok=True)
    ferry = commands / "ferry"
    ferry.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m loaders "$@"\n')
    ferry.chmod(0o700)
    environment = server.environment() | {name: str(value) for name, value in variables.items()}
    environment["PATH"] = f"{commands}:{environment['PATH']}"
    return subprocess.run(
        ["sh", "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=100
    )


def test_the_nightly_script_keeps_the_last_days(server: RunningServer, tmp_path: Path) -> None:
    """A new folder a day, the oldest beyond the number kept removed, files of others left alone."""
    folder = tmp_path / "backups"
    for day in ("2026-01-28", "2026-01-29"):
        (folder / day).mkdir(parents=True)
    (folder / "notes.txt").write_text("mine")
    done = run(server, tmp_path, NIGHTLY, FOLDER=folder, KEEP="2", DAY="2026-01-30")

    assert 0 == done.returncode, done.stderr
    assert ["2026-01-29", "2026-01-30", "notes.txt"] == sorted(path.name for path in folder.iterdir())
    assert (folder / "2026-01-30" / "manifest.json").is_file()


def test_a_night_without_a_backup_removes_nothing(server: RunningServer, tmp_path: Path) -> None:
    """When the backup fails the script ends with its exit code, and the old ones stay."""
    folder = tmp_path / "backups"
    for day in ("2026-01-28", "2026-01-29"):
        (folder / day).mkdir(parents=True)
    done = run(server, tmp_path, NIGHTLY, FOLDER=folder, KEEP="1", DAY="2026-01-30", FERRY_API_KEY="unknown")

    assert 4 == done.returncode, done.stderr
    assert ["2026-01-28", "2026-01-29"] == sorted(path.name for path in folder.iterdir())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_a_sealed_backup_opens_with_the_password_alone(server: RunningServer, tmp_path: Path) -> None:
    """Nothing of it lies open on the disk; opened again it equals the server."""
    server.ask('mutation { createCompany(data: {name: "planted in plain sight"}) { id } }')
    (tmp_path / "password").write_text("correct horse\n")
    (tmp_path / "opened").mkdir()
    (tmp_path / "tmp").mkdir()
    names = {"PASSWORD_FILE": tmp_path / "password", "SEALED": tmp_path / "sealed", "TMPDIR": tmp_path / "tmp"}
    sealed = run(server, tmp_path, SEALED, **names)
    opened = run(server, tmp_path, OPENED, OPENED=tmp_path / "opened", **names)

    assert (0, 0) == (sealed.returncode, opened.returncode), sealed.stderr + opened.stderr
    assert ([], 0o600) == (list((tmp_path / "tmp").iterdir()), (tmp_path / "sealed").stat().st_mode & 0o777)
    assert not tarfile.is_tarfile(tmp_path / "sealed")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Service and timer are what systemd understands, without a warning."""
    (tmp_path / "nightly").write_text(NIGHTLY)
    (tmp_path / "nightly").chmod(0o700)
    for name, text in TIMER.items():
        (tmp_path / name).write_text(text.replace("/usr/local/bin/ferry-nightly", str(tmp_path / "nightly")))
    command = ["systemd-analyze", "verify", "--recursive-errors=no", *(str(tmp_path / name) for name in TIMER)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)
