"""Remarks for the trial's log: on standard error, which is never read as metrics."""
from __future__ import annotations

import sys
from typing import Set

_said: Set[str] = set()


def say(text: str) -> None:
    """Prints a remark."""
    try:
        print(f"wandb (offline, of experiments): {text}", file=sys.stderr, flush=True)
    except (AttributeError, OSError, ValueError):
        # The program has closed it.
        pass


def say_once(subject: str, text: str) -> None:
    """Prints a remark unless there was one about this subject already."""
    if subject not in _said:
        _said.add(subject)
        say(text)
