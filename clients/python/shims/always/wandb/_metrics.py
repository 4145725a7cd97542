"""What ``define_metric`` says about metrics: their x axis, and what of them is the summary."""
from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Optional, Set, Tuple

from ._saying import say_once
from .errors import UsageError

_SUMMARIES = ("min", "max", "mean", "best", "last", "first", "none", "copy")

# The others are the last value, which is the summary without being asked for.
_KEPT = ("min", "max", "mean", "best", "first")

Axis = Tuple[str, int]


class Seen:
    """The values of a metric so far."""

    def __init__(self, first: float) -> None:
        self._first = self._min = self._max = first
        self._sum, self._count = 0.0, 0

    def take(self, value: float) -> None:
        """Takes the next value."""
        self._min, self._max = min(self._min, value), max(self._max, value)
        self._sum, self._count = self._sum + value, self._count + 1

    def of(self, kind: str, goal: Optional[str]) -> float:
        """Returns what is kept of them."""
        if kind == "best":
            kind = "max" if goal == "maximize" else "min"
        return self._sum / self._count if kind == "mean" else float(getattr(self, f"_{kind}"))


class Metric:
    """A metric, or all whose names begin with what is before ``*``."""

    def __init__(self, name: str, step_metric: Optional[str], summary: Optional[str], goal: Optional[str]) -> None:
        self.name = name
        self.step_metric = step_metric
        self.summary = summary
        self.goal = goal


class Metrics:
    """The metrics that a program has defined, and the best values of those whose summary it asked for."""

    def __init__(self) -> None:
        self._defined: Dict[str, Metric] = {}
        self._last: Dict[str, float] = {}
        self._fractions: Set[str] = set()
        self._seen: Dict[str, Seen] = {}

    def define(
            self, name: str, step_metric: Any = None, summary: Optional[str] = None,
            goal: Optional[str] = None) -> Metric:
        """Defines a metric."""
        if not isinstance(name, str) or not name or "*" in name[:-1]:
            raise UsageError(f"a metric is a name, or the beginning of names and then '*', and not {name!r}")
        for word in (summary or "").split(","):
            if word.strip() and word.strip() not in _SUMMARIES:
                raise UsageError(f"the summary of '{name}' is one of {', '.join(_SUMMARIES)}, and not {word.strip()!r}")
        if goal not in (None, "minimize", "maximize"):
            raise UsageError(f"the goal of '{name}' is minimize or maximize, and not {goal!r}")
        metric = Metric(name, getattr(step_metric, "name", step_metric), summary, goal)
        self._defined[name] = metric
        return metric

    def rows(
            self, values: Mapping[str, Any], step: int, is_given: bool,
            summaries: Mapping[str, Mapping[str, float]]) -> List[Dict[str, Any]]:
        """Divides the values of a step into reports, each with its position on its own x axis.

        :param is_given: whether the program said which step it is.
        :param summaries: what :meth:`summaries` returned for each name.
        """
        steps = {metric.step_metric for metric in self._defined.values()}
        self._last.update((name, value) for name, value in values.items() if name in steps)
        own = ("step", step) if is_given else self._own_axis(values, step)
        groups: Dict[Axis, Dict[str, Any]] = {}
        for name, value in values.items():
            group = groups.setdefault(self._axis(name) or own, {})
            group[name] = value
            group.update((f"{name}.{kind}", kept) for kind, kept in summaries[name].items())
        used = {self._axis_name(name) for name in values}
        reports = []
        for (axis, at), group in groups.items():
            # The position is not a metric of the same report, nor of the report at the run's step.
            rest = {name: value for name, value in group.items() if name != axis and name not in used}
            if rest:
                reports.append({axis: at, **rest})
        return reports

    def summaries(self, name: str, value: float) -> Dict[str, float]:
        """Returns the values that ``define_metric`` asked to keep of a metric, such as ``min``."""
        metric = self._find(name)
        if metric is None or not metric.summary or math.isnan(value):
            return {}
        seen = self._seen.setdefault(name, Seen(value))
        seen.take(value)
        return {kind: seen.of(kind, metric.goal) for kind in map(str.strip, metric.summary.split(","))
                if kind in _KEPT}

    def _find(self, name: str) -> Optional[Metric]:
        if name in self._defined:
            return self._defined[name]
        globs = [one for one in self._defined if one.endswith("*") and name.startswith(one[:-1])]
        return self._defined[max(globs, key=len)] if globs else None

    def _axis_name(self, name: str) -> Optional[str]:
        """Returns the metric that is the x axis of another one, if there is a position on it."""
        metric = self._find(name)
        step = None if metric is None else metric.step_metric
        if step is None or step == name or step not in self._last or step in self._fractions:
            return None
        if not _is_position(self._last[step]):
            self._fractions.add(step)
            say_once(
                f"axis.{step}", f"'{step}' is {self._last[step]!r}, no whole number, and so not the x axis: "
                "the run's steps are")
            return None
        return step

    def _axis(self, name: str) -> Optional[Axis]:
        step = self._axis_name(name)
        return None if step is None else ("epoch" if step == "epoch" else "step", int(self._last[step]))

    @staticmethod
    def _own_axis(values: Mapping[str, Any], step: int) -> Axis:
        """Returns the run's step, or what the program itself calls its step."""
        own = values.get("step")
        return ("step", int(own)) if own is not None and _is_position(own) else ("step", step)


def _is_position(value: float) -> bool:
    return 0 <= value < 1 << 53 and value == int(value)
