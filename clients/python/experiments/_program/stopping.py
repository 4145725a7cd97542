"""How a program learns that it should end."""
from __future__ import annotations

import os
import signal
import threading
from typing import Any, Optional

EXIT_CODE = 128 + signal.SIGTERM


class StopSignal:
    """Whether the program was asked to end, by SIGTERM.

    A program that handles SIGTERM itself keeps its handler, and is not told here.
    """

    def __init__(self) -> None:
        self._asked = False
        self._told = False
        if threading.current_thread() is not threading.main_thread():
            return
        if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            signal.signal(signal.SIGTERM, self._take)
            # Workers that are forked must still end at once when their program ends them.
            os.register_at_fork(after_in_child=self._restore)

    def ask(self) -> bool:
        """Returns whether to go on.

        Says no once. A program that asks again has not looked at the answer, so it ends there.
        """
        if not self._asked:
            return True
        if self._told:
            raise SystemExit(EXIT_CODE)
        self._told = True
        return False

    def _take(self, _signal: int, _frame: Optional[Any]) -> None:
        self._asked = True

    def _restore(self) -> None:
        if signal.getsignal(signal.SIGTERM) == self._take:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
