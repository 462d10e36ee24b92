"""A way to a server on which one request is held for good, so that the client can be killed at that very moment."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from tests.io.flaky_proxy import FlakyProxy, Reply
from tests.io.running_server import ROOT, RunningServer

_PATIENCE = 60.0


class HeldProxy(FlakyProxy):
    """Passes on so many requests that hold a word, and holds the next one."""

    def __init__(self, target: str, word: bytes, *, after: int) -> None:
        super().__init__(target, [])
        self.word, self.left = word, after
        self.reached, self.released = threading.Event(), threading.Event()

    def reply(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        """Pass a request on, or hold it."""
        with self.lock:
            self.left -= self.word in body
            held = self.left < 0
        if held:
            self.reached.set()
            self.released.wait(_PATIENCE)
        return self.forward(path, body, headers)


def killed_in(server: RunningServer, proxy: HeldProxy, *arguments: str | Path) -> None:
    """Start `ferry` through the proxy and kill it while its request is held."""
    environment = {**server.environment(), "FERRY_URL": proxy.url}
    command = [sys.executable, "-m", "loaders", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def wait() -> None:
        process.wait()
        proxy.reached.set()

    watch = threading.Thread(target=wait)
    watch.start()
    try:
        assert proxy.reached.wait(_PATIENCE)
        assert process.poll() is None, process.communicate()[1].decode()
    finally:
        process.send_signal(signal.SIGKILL)
        watch.join()
        proxy.released.set()
        assert process.stderr is not None
        process.stderr.close()
