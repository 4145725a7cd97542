"""Objectives that were written for Optuna, as trials of a sweep.

With ``import experiments.optuna as optuna`` in place of ``import optuna``, a script with ``create_study``,
``suggest_float``, ``report`` and ``should_prune`` runs as it is. Its trials are those of a sweep with
``workload: outside``, so that other processes can join, everything is kept, and the page and the commands show it.
docs/python.md says what is different.
"""
from __future__ import annotations

import math
import random
import time
import warnings
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Type, Union

from ._client.client import Client, connect
from ._client.outside import OutsideTrial
from ._client.study import Study as _Workers, study as _begin
from ._client.sweep import Sweep
from ._errors import ExperimentsError
from ._record import Record

__all__ = [
    "Study", "Trial", "TrialPruned", "create_study", "exceptions", "load_study", "logging", "pruners", "samplers",
    "trial",
]

_METRIC = "objective"


class TrialPruned(Exception):
    """What an objective raises after ``should_prune`` has said yes."""


class exceptions:
    """The exceptions, where programs look for them."""

    TrialPruned = TrialPruned


class logging:
    """Does nothing: what happens is in the sweep."""

    DEBUG, INFO, WARNING, ERROR, CRITICAL = 10, 20, 30, 40, 50

    @staticmethod
    def set_verbosity(verbosity: int) -> None:
        """Does nothing."""

    @staticmethod
    def enable_default_handler() -> None:
        """Does nothing."""

    @staticmethod
    def disable_default_handler() -> None:
        """Does nothing."""


class _Method:
    """A method of search, as a sweep file names it."""

    method = "auto"

    def __init__(self, *_: Any, seed: Optional[int] = None, **ignored: Any) -> None:
        self.seed = seed


class samplers:
    """Which method proposes. Settings of a sampler other than ``seed`` are not taken over."""

    TPESampler = type("TPESampler", (_Method,), {"method": "tpe"})
    RandomSampler = type("RandomSampler", (_Method,), {"method": "random"})
    GPSampler = type("GPSampler", (_Method,), {"method": "gp"})
    CmaEsSampler = type("CmaEsSampler", (_Method,), {"method": "cmaes"})
    QMCSampler = type("QMCSampler", (_Method,), {"method": "sobol"})


class pruners:
    """Which rule stops trials."""

    class NopPruner:
        """No trial is stopped."""

        rule: Optional[Dict[str, Any]] = None

    class MedianPruner:
        """Stops a trial that is worse than the median at its step."""

        def __init__(
            self, n_startup_trials: int = 5, n_warmup_steps: int = 0, interval_steps: int = 1, **_: Any,
        ) -> None:
            self.rule = {
                "type": "median", "min_samples": max(1, n_startup_trials),
                "grace_period": max(1, n_warmup_steps, interval_steps)}

    class SuccessiveHalvingPruner:
        """Lets a part of the trials go on at each rung."""

        def __init__(
            self, min_resource: Union[int, str] = "auto", reduction_factor: int = 4, *_: Any, **__: Any,
        ) -> None:
            first = min_resource if isinstance(min_resource, int) else 1
            self.rule = {"type": "hyperband", "min_iter": first, "eta": reduction_factor}

    class HyperbandPruner(SuccessiveHalvingPruner):
        """As SuccessiveHalvingPruner: there is one bracket."""

        def __init__(
            self, min_resource: int = 1, max_resource: Union[int, str] = "auto", reduction_factor: int = 3, *_: Any,
            **__: Any,
        ) -> None:
            super().__init__(min_resource, reduction_factor)


def create_study(
    *, storage: Optional[str] = None, sampler: Optional[_Method] = None, pruner: Optional[Any] = None,
    study_name: Optional[str] = None, direction: Any = None, load_if_exists: bool = False,
    directions: Optional[Sequence[Any]] = None, client: Optional[Client] = None, **more: Any,
) -> Study:
    """Returns a study. Its sweep begins with its first trial, which shows what there is to search.

    :param storage: the address of a silo (``https:...``). Any other is ignored: results are in the cluster's database.
    :param sampler: one of :class:`samplers`. Default: ``method: auto``.
    :param pruner: one of :class:`pruners`. Default: the median, if the objective reports.
    :param study_name: the name of the sweep.
    :param direction: ``minimize`` or ``maximize``.
    :param load_if_exists: whether to join the newest sweep of that name if it has not ended.
    :param directions: not possible with more than one.
    :param client: where. Default: what ``experiments.connect()`` returns.
    :param more: other keys of a sweep file, such as ``max_restarts``.
    """
    if directions is not None and len(directions) != 1:
        raise NotImplementedError(
            "a study has one direction here: for several objectives use 'metrics' in a sweep file")
    asked = direction if direction is not None else directions[0] if directions else "minimize"
    goal = str(getattr(asked, "name", asked)).lower()
    if goal not in ("minimize", "maximize"):
        raise ValueError(f"the direction is 'minimize' or 'maximize', not '{goal}'")
    if sampler is not None and not isinstance(sampler, _Method):
        raise NotImplementedError(
            f"{type(sampler).__name__} is no sampler here: take one of experiments.optuna.samplers, or none")
    study = Study(
        client or _connect(storage), goal, study_name or "study", sampler or _Method(), pruner, dict(more))
    if load_if_exists:
        study._join()
    return study


def load_study(*, study_name: str, storage: Optional[str] = None, client: Optional[Client] = None, **_: Any) -> Study:
    """Returns a study of the newest sweep of a name, to carry out its trials or to look at them."""
    where = client or _connect(storage)
    sweep = where.sweep(study_name)
    study = Study(where, sweep.info.goal, study_name, _Method(), None, {})
    study._workers = _Workers(sweep)
    return study


def _connect(storage: Optional[str]) -> Client:
    return connect(storage) if storage is not None and storage.startswith("http") else connect()


class Trial:
    """A trial, as objectives see it."""

    def __init__(
        self, number: int, seed: int, given: Optional[Mapping[str, Any]], outside: Optional[OutsideTrial],
    ) -> None:
        self.number: int = number
        """The number of the trial, from 0."""
        self.params: Dict[str, Any] = {}
        """The values that were suggested, by name."""
        self.distributions: Dict[str, Dict[str, Any]] = {}
        """What each of them was taken from, as ``parameters`` in a sweep file."""
        self.user_attrs: Dict[str, Any] = {}
        """What ``set_user_attr`` has set. It stays in this process."""
        self._seed, self._given, self._outside = seed, given, outside
        self._reports: List[Tuple[int, float]] = []
        self._stopped = False

    def suggest_float(
        self, name: str, low: float, high: float, *, step: Optional[float] = None, log: bool = False,
    ) -> float:
        """Returns a number of a range."""
        if step is not None:
            return float(self._suggest(
                name, _steps(low, high, step), lambda chance: low + step * chance.randint(0, _count(low, high, step))))
        if log:
            return float(self._suggest(
                name, {"distribution": "log_uniform_values", "min": low, "max": high},
                lambda chance: math.exp(chance.uniform(math.log(low), math.log(high)))))
        return float(self._suggest(
            name, {"distribution": "uniform", "min": low, "max": high}, lambda chance: chance.uniform(low, high)))

    def suggest_int(self, name: str, low: int, high: int, *, step: int = 1, log: bool = False) -> int:
        """Returns a whole number of a range, both ends included."""
        if log:
            return int(self._suggest(
                name, {"distribution": "q_log_uniform_values", "min": low, "max": high, "q": 1},
                lambda chance: round(math.exp(chance.uniform(math.log(low), math.log(high))))))
        if step != 1:
            return int(self._suggest(
                name, _steps(low, high, step), lambda chance: low + step * chance.randint(0, _count(low, high, step))))
        return int(self._suggest(
            name, {"distribution": "int_uniform", "min": low, "max": high}, lambda chance: chance.randint(low, high)))

    def suggest_categorical(self, name: str, choices: Iterable[Any]) -> Any:
        """Returns one of some values."""
        values = list(choices)
        return self._suggest(name, {"values": values}, lambda chance: chance.choice(values))

    def report(self, value: float, step: int) -> None:
        """Reports a value of the objective at a step, from 0."""
        self._reports.append((int(step), float(value)))
        if self._outside is not None:
            self._stopped = not self._outside.report({_METRIC: float(value)}, step=int(step))

    def should_prune(self) -> bool:
        """Whether the trial is to end: raise :class:`TrialPruned` then."""
        return self._stopped

    def set_user_attr(self, key: str, value: Any) -> None:
        """Keeps a value in this process, and writes it to the trial's log."""
        self.user_attrs[key] = value
        if self._outside is not None and not self._outside.over:
            self._outside.log(f"{key}: {value}")

    def _suggest(self, name: str, space: Dict[str, Any], draw: Callable[[random.Random], Any]) -> Any:
        if name in self.params:
            if self.distributions[name] != space:
                raise ValueError(f"'{name}' was suggested before, from something else")
            return self.params[name]
        self.distributions[name] = space
        value = self._given.get(name) if self._given is not None and name in self._given else None
        if value is None or not _fits(value, space):
            # The same in each attempt at the trial.
            value = draw(random.Random(f"{self._seed}/{name}"))
            if self._outside is not None:
                warnings.warn(
                    f"'{name}' was not suggested like this by the first trial, so its value is drawn at random, and "
                    "the method does not learn it: suggest every parameter in each trial", stacklevel=3)
                self._outside.log(f"{name}: {value}")
        self.params[name] = value
        return value

    def __repr__(self) -> str:
        return f"<trial {self.number}, {self.params}>"


class Study:
    """A study. See :func:`create_study`."""

    def __init__(
        self, client: Client, goal: str, name: str, method: _Method, pruner: Optional[Any], more: Dict[str, Any],
    ) -> None:
        self._client, self._goal, self._name, self._method, self._pruner = client, goal, name, method, pruner
        self._more = more
        self._workers: Optional[_Workers] = None
        self._owns = False
        self._enqueued: List[Mapping[str, Any]] = []
        self._stopping = False

    @property
    def sweep(self) -> Sweep:
        """The sweep, which there is after the first trial."""
        if self._workers is None:
            raise ValueError("the study has no trials yet")
        return self._workers.sweep

    @property
    def study_name(self) -> str:
        """The name of the sweep."""
        return self._name

    @property
    def direction(self) -> str:
        """``minimize`` or ``maximize``."""
        return self._goal

    @property
    def trials(self) -> List[Record]:
        """The trials of the sweep, those of other processes included."""
        return [] if self._workers is None else [_frozen(one) for one in self.sweep.trials()]

    @property
    def best_trial(self) -> Record:
        """The best completed trial: ``number``, ``value``, ``params``, ``state`` and what the sweep knows of it."""
        best = None if self._workers is None else self.sweep.best()
        if best is None:
            raise ValueError("no trial is completed yet")
        return _frozen(best)

    @property
    def best_params(self) -> Dict[str, Any]:
        """The parameters of the best trial."""
        return dict(self.best_trial.params)

    @property
    def best_value(self) -> float:
        """The objective of the best trial."""
        return float(self.best_trial.value)

    def enqueue_trial(self, params: Mapping[str, Any], **_: Any) -> None:
        """Tries these parameters first in the next call of ``optimize``. All that are searched are to be given."""
        self._enqueued.append(params)

    def stop(self) -> None:
        """Lets no more trials begin in this call of ``optimize``."""
        self._stopping = True

    def optimize(
        self, func: Callable[[Trial], float], n_trials: Optional[int] = None, timeout: Optional[float] = None,
        n_jobs: int = 1, catch: Union[Type[Exception], Tuple[Type[Exception], ...]] = (),
        callbacks: Optional[Sequence[Callable[[Study, Record], None]]] = None, gc_after_trial: bool = False,
        show_progress_bar: bool = False,
    ) -> None:
        """Carries out trials.

        :param func: the objective, which returns a number or raises :class:`TrialPruned`.
        :param n_trials: how many more trials the sweep gets. Default: no limit, until ``timeout`` or :meth:`stop`.
        :param timeout: after how many seconds no more trials begin here.
        :param n_jobs: so many at a time, in threads; -1 for two.
        :param catch: exceptions after which the trial has failed and the next one follows.
        :param callbacks: called after each trial of this process, with the study and the trial.
        """
        self._stopping = False
        told = _Told(self, func, catch if isinstance(catch, tuple) else (catch,), callbacks or (), timeout)
        left = n_trials
        try:
            if self._workers is None:
                self._begin(told, n_trials)
                # The sweep has as many trials, some of which other processes may carry out.
                left = None
            elif n_trials is not None and self._owns:
                info = self.sweep.refresh().info
                self.sweep.extend(run_cap=max(info.run_cap or 0, info.trials.total) + n_trials)
                left = None
            if self._enqueued:
                self.sweep.enqueue(*self._enqueued)
                self._enqueued = []
            self._workers.optimize(  # type: ignore[union-attr]
                told.run, n_trials=left, n_jobs=n_jobs if n_jobs > 0 else 2, catch=told.catch)
        except _Ended:
            if self._owns:
                self.sweep.stop()

    # The first trial runs before there is a sweep. Then it is the sweep's first one, with what it has reported.
    def _begin(self, told: _Told, n_trials: Optional[int]) -> None:
        seed = self._method.seed if self._method.seed is not None else random.randrange(1 << 31)
        first = Trial(0, seed, self._enqueued.pop(0) if self._enqueued else None, None)
        outcome: Any = None
        try:
            outcome = told.func(first)
        except TrialPruned:
            pass
        if not first.distributions:
            raise ExperimentsError("the objective suggested no parameter, so there is nothing to search")
        rule = pruners.MedianPruner().rule if self._pruner is None else self._pruner.rule
        keys: Dict[str, Any] = {
            "name": self._name, "seed": seed, "enqueue": [first.params, *map(dict, self._enqueued)], **self._more}
        if n_trials is not None:
            keys["run_cap"] = n_trials
        if rule is not None and first._reports:
            keys["early_terminate"] = rule
        self._workers = _begin(
            first.distributions, method=self._method.method, metric=_METRIC, goal=self._goal, client=self._client,
            **keys)
        self._owns, self._enqueued = True, []
        trial = self._workers.ask()
        if trial is None:
            return
        for step, value in first._reports:
            if not trial.report({_METRIC: value}, step=step):
                break
        self._workers.tell(trial, None if outcome is None else float(outcome))
        told.heard(trial.number)

    def _join(self) -> None:
        found = [sweep for sweep in self._client.sweeps() if sweep.info.name == self._name]
        if found and found[0].status in ("preparing", "running"):
            self._workers, self._goal = _Workers(found[0]), found[0].info.goal

    def __repr__(self) -> str:
        return f"<study {self._name!r}>"


class _Told:
    """The trials of one call of ``optimize``."""

    def __init__(
        self, study: Study, func: Callable[[Trial], float], catch: Tuple[Type[BaseException], ...],
        callbacks: Sequence[Callable[[Study, Record], None]], timeout: Optional[float],
    ) -> None:
        self.func, self.catch = func, catch
        self._study, self._callbacks = study, callbacks
        self._until = math.inf if timeout is None else time.monotonic() + timeout

    def run(self, outside: OutsideTrial) -> Optional[float]:
        """Carries out a trial, for ``Study.optimize`` of a sweep."""
        trial = Trial(outside.number, outside.seed, _flat(outside.params), outside)
        try:
            value = float(self.func(trial))
            outside.complete(value)
        except TrialPruned:
            # The sweep has stopped it; one that prunes itself ends with what it has reported.
            outside.complete()
        self.heard(trial.number)
        return None

    def heard(self, number: int) -> None:
        """Calls back after a trial.

        :raises _Ended: if no more are to begin.
        """
        for callback in self._callbacks:
            callback(self._study, _frozen(self._study.sweep.trial(number)))
        if self._study._stopping or time.monotonic() >= self._until:
            raise _Ended()


class _Ended(Exception):
    """No more trials are to begin."""


class trial:
    """The types, where programs look for them."""

    Trial = Trial
    FrozenTrial = Record

    class TrialState:
        """The states of trials."""

        RUNNING, WAITING, COMPLETE, PRUNED, FAIL = "RUNNING", "WAITING", "COMPLETE", "PRUNED", "FAIL"


_STATES = {
    "running": trial.TrialState.RUNNING, "completed": trial.TrialState.COMPLETE, "pruned": trial.TrialState.PRUNED,
    "failed": trial.TrialState.FAIL, "cancelled": trial.TrialState.FAIL,
}


def __getattr__(name: str) -> Any:
    raise AttributeError(
        f"experiments.optuna has no '{name}': it has {', '.join(__all__)}; docs/python.md says what takes the place of "
        "the rest")


def _frozen(one: Record) -> Record:
    return Record({
        **one, "number": one.trial, "value": one.objective, "params": _flat(one.parameters),
        "state": _STATES.get(one.status, trial.TrialState.WAITING)})


def _count(low: float, high: float, step: float) -> int:
    """How many steps there are between two numbers."""
    return int((high - low) / step + 1e-9)


def _steps(low: float, high: float, step: float) -> Dict[str, Any]:
    # What is rounded is a multiple of the step.
    if low / step == round(low / step):
        return {"distribution": "q_uniform", "min": low, "max": low + step * _count(low, high, step), "q": step}
    return {"values": [low + step * index for index in range(_count(low, high, step) + 1)]}


def _flat(params: Mapping[str, Any], prefix: str = "") -> Dict[str, Any]:
    flat: Dict[str, Any] = {}
    for name, value in params.items():
        if isinstance(value, Record):
            flat.update(_flat(value, f"{prefix}{name}."))
        else:
            flat[prefix + name] = value
    return flat


def _fits(value: Any, space: Mapping[str, Any]) -> bool:
    if "values" in space:
        return value in space["values"]
    return isinstance(value, (int, float)) and space["min"] <= value <= space["max"]
