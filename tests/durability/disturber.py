"""Deals the blows of an import: kills its loader and its server at the moments planned, and loses answers."""

from __future__ import annotations

import subprocess
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.durability.troubles import Moment, Trouble, Victim
from tests.durability.ways import AnswerLost
from tests.io.flaky_proxy import Reply
from tests.io.running_server import RunningServer


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that happens on the server while a batch of this number, or one behind it, is on its way; it may come twice."""

    batch: int
    come: Callable[[RunningServer], None]


class Disturber:
    """Knows the processes of one import and carries its batches; a class because threads share what it knows."""

    def __init__(self, server: RunningServer, troubles: Iterable[Trouble] = (), turn: Turn | None = None) -> None:
        self.dealt: Counter[Victim] = Counter()
        """How often each victim was really hit."""
        self.server_is_up = threading.Event()
        self.server_is_up.set()
        self._server = server
        self._turn = turn
        self._due = deque(sorted(troubles, key=lambda trouble: trouble.batch))
        self._reached = 0
        self._loader: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    @property
    def is_due(self) -> bool:
        """Whether blows are still to be dealt."""
        return bool(self._due)

    def watch(self, loader: subprocess.Popen[str]) -> None:
        """Take a process as the loader that is to be hit from now on."""
        with self._lock:
            self._loader = loader

    def kill_loader(self) -> bool:
        """End the loader as a crash does; return whether it was running."""
        with self._lock:
            if self._loader is None or self._loader.poll() is not None:
                return False
            self._loader.kill()
            self._loader.wait()
            self.dealt[Victim.LOADER] += 1
            return True

    def carry(self, batch: int | None, forward: Callable[[], Reply]) -> Reply:
        """Return the answer to a batch, or to another mutation where there is no number, or raise AnswerLost."""
        self._take_turn(batch)
        trouble = self._next(batch)
        if trouble is None:
            return forward()
        if trouble.victim is Victim.ANSWER:
            return self._lose(trouble, forward)
        return self._strike(trouble, forward)

    def close(self) -> None:
        """Wait until the server is up and every blow was dealt."""
        while self._threads:
            self._threads.pop().join()

    def _take_turn(self, batch: int | None) -> None:
        """Let come what comes from elsewhere; if the server is killed meanwhile, it comes with a later batch."""
        turn = self._turn
        if turn is not None and batch is not None and batch >= turn.batch:
            turn.come(self._server)
            self._turn = None

    def _next(self, batch: int | None) -> Trouble | None:
        """Return the trouble that is due at a batch; while the server is away nothing more befalls anybody."""
        with self._lock:
            self._reached = max(self._reached, batch or 0)
            if self._due and self._due[0].batch <= self._reached + (batch is None) and self.server_is_up.is_set():
                return self._due.popleft()
            return None

    def _lose(self, trouble: Trouble, forward: Callable[[], Reply]) -> Reply:
        lost = False
        try:
            reply = forward()
            lost = reply.status == 200
        finally:
            if not lost:
                self._put_back(trouble)
        if lost:
            with self._lock:
                self.dealt[Victim.ANSWER] += 1
            raise AnswerLost
        return reply

    def _strike(self, trouble: Trouble, forward: Callable[[], Reply]) -> Reply:
        if trouble.moment is Moment.BEFORE:
            self._deal(trouble)
            raise AnswerLost
        if trouble.moment is Moment.DURING:
            self.later(trouble.delay, lambda: self._deal(trouble))
        reply = forward()
        if trouble.moment is Moment.UNANSWERED:
            self._deal(trouble)
            raise AnswerLost
        if trouble.moment is Moment.AFTER:
            self.later(trouble.delay, lambda: self._deal(trouble))
        return reply

    def later(self, delay: float, blow: Callable[[], object]) -> None:
        """Deal a blow after some seconds."""
        self._run(threading.Timer(delay, blow))

    def _deal(self, trouble: Trouble) -> None:
        """Hit the victim; one that was down already is hit at a later batch."""
        if not (self.kill_loader() if trouble.victim is Victim.LOADER else self._kill_server()):
            self._put_back(trouble)

    def _put_back(self, trouble: Trouble) -> None:
        with self._lock:
            self._due.appendleft(trouble)

    def _kill_server(self) -> bool:
        """End the server as a crash does and start it again on its database beside; return whether it was up."""
        with self._lock:
            if not self.server_is_up.is_set():
                return False
            self.server_is_up.clear()
            self._server.kill()
            self.dealt[Victim.SERVER] += 1
        self._run(threading.Thread(target=self._raise_server))
        return True

    def _raise_server(self) -> None:
        try:
            self._server.start()
        finally:
            self.server_is_up.set()

    def _run(self, thread: threading.Thread) -> None:
        self._threads.append(thread)
        thread.start()
