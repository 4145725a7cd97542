"""How a program learns that it should end."""
from __future__ import annotations

import os
import signal
import threading
from typing import Any, Optional

EXIT_CODE = 128 + signal.SIGTERM


class GoOn(int):
    """The answer to a report, true or false: whether to go on. It notices that a program looks at it."""

    _stop: StopSignal

    def __bool__(self) -> bool:
        self._stop.is_heard = True
        return self != 0

    def __repr__(self) -> str:
        return str(self != 0)


class StopSignal:
    """Whether the program was asked to end, by SIGTERM.

    A program that looks at the answers to its reports is told by the next one. Another one ends at once, as it would
    without this class, but its ``finally`` blocks run; after its first report, to which it may be about to look, it
    ends at the second. A program that handles SIGTERM itself keeps its handler.
    """

    def __init__(self, alone: bool) -> None:
        self.is_heard = False
        """Whether the program has looked at an answer."""
        self._reports = 0
        self._asked = False
        self._told = False
        if alone or threading.current_thread() is not threading.main_thread():
            return
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._take)
            # Workers that are forked must still end at once when their program ends them.
            os.register_at_fork(after_in_child=self._restore)

    def begin(self) -> None:
        """Begins a report."""
        self._reports += 1
        if self._asked and not self.is_heard and self._reports > 1:
            raise SystemExit(EXIT_CODE)

    def answer(self) -> GoOn:
        """Returns whether to go on. Says no once: a program that asks again after that has not heard it, and ends."""
        if self._told:
            raise SystemExit(EXIT_CODE)
        self._told = self._asked
        answer = GoOn(not self._asked)
        answer._stop = self
        return answer

    def _take(self, _signal: int, _frame: Optional[Any]) -> None:
        self._asked = True
        if not self.is_heard and self._reports != 1:
            raise SystemExit(EXIT_CODE)

    def _restore(self) -> None:
        if signal.getsignal(signal.SIGTERM) == self._take:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
