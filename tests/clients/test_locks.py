"""The clients are pinned, by name and version or by hash alone."""

from __future__ import annotations

import re

from tests.clients.packages import NODE, PYTHON


def test_the_npm_lock_names_no_host() -> None:
    """The lock of the npm packages holds versions and hashes, and no address."""
    assert [] == re.findall(r'"resolved"|https?:', (NODE / "package-lock.json").read_text(encoding="utf-8"))


def test_every_python_package_is_pinned() -> None:
    """Every line of the Python clients' requirements reads name==version, with no address and no option."""
    lines = (PYTHON / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line)]
