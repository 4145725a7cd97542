"""Answers of the API as Python sees them."""
from __future__ import annotations

from typing import Any, Iterable, List, Optional

from .._record import Curve, Group, Record

_NOT_FINITE = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def trial_of(answer: Record) -> Record:
    """Returns a trial. Parameters may be the text NaN; the rest may only be the number."""
    _read(answer, ("objective", "violation", "latest"))
    _read(answer.metrics, list(answer.metrics))
    return answer


def sweep_of(answer: Record) -> Record:
    """Returns a sweep, as in a list."""
    return _read(answer, ("best_objective", "best_violation"))


def group_of(answer: Record) -> Group:
    """Returns a group of trials."""
    return Group(_read(answer, ("mean", "deviation", "best")))


def curve_of(answer: Record, metric: str) -> Curve:
    """Returns a curve."""
    curve = Curve(answer, metric=metric)
    curve["values"] = numbers(curve.values)
    return curve


def progress_of(answer: Record) -> Record:
    """Returns a state of a sweep."""
    sweep_of(answer.sweep)
    for trial in [*answer.running, *([answer.best] if answer.best else [])]:
        trial_of(trial)
    return answer


def numbers(values: Iterable[Any]) -> List[Optional[float]]:
    """Returns numbers, some of which may be texts for those that are not finite, or None."""
    return [_number(value) for value in values]


def _read(answer: Record, names: Iterable[str]) -> Record:
    for name in names:
        answer[name] = _number(answer.get(name))
    return answer


def _number(value: Any) -> Any:
    return _NOT_FINITE.get(value, value) if isinstance(value, str) else value
