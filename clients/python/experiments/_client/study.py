"""Trials that processes like this one carry out: a notebook, jobs of a cluster of any kind."""
from __future__ import annotations

import threading
import uuid
from typing import Any, Callable, Iterator, List, Mapping, Optional, Tuple, Type

from .._errors import ExperimentsError
from .._record import Record
from .client import Client, connect
from .outside import OutsideTrial, repeat
from .sweep import Sweep


def study(
    space: Optional[Mapping[str, Any]] = None, *, sweep: Optional[str] = None, method: str = "auto",
    metric: str = "objective", goal: str = "minimize", client: Optional[Client] = None, within: float = 60.0,
    **more: Any,
) -> Study:
    """Returns a study: a sweep whose trials this process takes and carries out, like any other that joins it.

    :param space: the search space, as ``parameters`` in a sweep file; it begins a new sweep.
    :param sweep: the id or name of a sweep with ``workload: outside`` to join, instead of a space.
    :param metric: the name of the objective.
    :param goal: ``minimize`` or ``maximize``.
    :param client: where. Default: what ``experiments.connect()`` returns.
    :param within: after how many seconds of silence a worker counts as lost, 1 to 3,600.
    :param more: other keys of a sweep file, such as ``name``, ``run_cap``, ``early_terminate``, ``repeats``.
    """
    where = client or connect()
    if (space is None) == (sweep is None):
        raise ExperimentsError("a study needs either a space, which begins a sweep, or the name of a sweep to join")
    if sweep is not None:
        return Study(where.sweep(sweep), within)
    return Study(where.submit({
        "name": "study", "workload": "outside", "method": method, "metric": {"name": metric, "goal": goal},
        "parameters": dict(space or {}), **more}), within)


class Study:
    """Trials to carry out. ``for trial in study: study.tell(trial, train(trial.params))``. See :func:`study`."""

    def __init__(self, sweep: Sweep, within: float = 60.0) -> None:
        self.sweep: Sweep = sweep
        """The sweep, with all that can be asked of it and changed about it."""
        self._within = within

    def ask(self) -> Optional[OutsideTrial]:
        """Takes a trial, and waits until there is one. Returns None once the sweep has ended.

        While other workers carry out the last trials this waits, since one of them may be lost.
        """
        claim = uuid.uuid4().hex
        while True:
            answer: Record = repeat(lambda: self.sweep._api.post(self.sweep._path("/claim"), {"claim": claim}))
            if answer.trial is not None:
                return OutsideTrial(
                    self.sweep._api, self.sweep._path(""), answer.trial, self.sweep.info.metric, self._within)
            if answer.ended:
                return None

    def tell(self, trial: OutsideTrial, value: Optional[float] = None) -> bool:
        """Ends a trial with its objective, once that is committed; without a value with the one that it reported.

        :returns: whether the trial is completed. Not if it was stopped before, or another worker has it
            (``trial.lost`` says why).
        """
        return trial.complete(value)

    def __iter__(self) -> Iterator[OutsideTrial]:
        while True:
            trial = self.ask()
            if trial is None:
                return
            try:
                yield trial
            except GeneratorExit:
                trial.release("its worker has left the loop")
                raise
            if not trial.over:
                trial.release("its worker asked for the next trial")
                raise ExperimentsError(
                    f"trial {trial.number} has not ended: call study.tell(trial, value) before the next one")

    def optimize(
        self, fn: Callable[[OutsideTrial], Optional[float]], n_trials: Optional[int] = None, n_jobs: int = 1,
        catch: Tuple[Type[BaseException], ...] = (),
    ) -> None:
        """Carries out trials: calls a function with each, whose result is the objective.

        :param fn: the function. If it raises, the trial fails, and is tried again up to ``max_restarts`` times.
        :param n_trials: at most so many here. Default: until the sweep has ended.
        :param n_jobs: so many at a time, in threads; start several processes for more than that.
        :param catch: exceptions after which the next trial follows; any other ends this call.
        """
        work = _Work(self, fn, n_trials, catch)
        threads = [threading.Thread(target=work.run, daemon=True) for _ in range(n_jobs - 1)]
        for thread in threads:
            thread.start()
        try:
            work.run()
        finally:
            work.end()
            for thread in threads:
                thread.join()
        if work.faults:
            raise work.faults[0]

    def best(self) -> Optional[Record]:
        """Returns the best completed trial with its metrics, or None if there is none yet."""
        return self.sweep.best()

    def __repr__(self) -> str:
        return f"<study of {self.sweep!r}>"


class _Work:
    """The trials of one call of ``optimize``, in one or more threads."""

    def __init__(
        self, of: Study, fn: Callable[[OutsideTrial], Optional[float]], left: Optional[int],
        catch: Tuple[Type[BaseException], ...],
    ) -> None:
        self.faults: List[BaseException] = []
        self._study, self._fn, self._left, self._catch = of, fn, left, catch
        self._lock = threading.Lock()
        self._ended = False

    def end(self) -> None:
        """Lets no more trials begin."""
        self._ended = True

    def run(self) -> None:
        """Carries out trials until there is none."""
        while not self._ended and self._count():
            trial = self._study.ask()
            if trial is None:
                return
            try:
                self._study.tell(trial, self._fn(trial))
            except (KeyboardInterrupt, SystemExit):
                trial.release("its worker was told to end")
                self.end()
                raise
            except BaseException as fault:
                trial.fail(f"{type(fault).__name__}: {fault}")
                if not isinstance(fault, self._catch):
                    self.faults.append(fault)
                    self.end()

    def _count(self) -> bool:
        with self._lock:
            if self._left is None:
                return True
            self._left -= 1
            return self._left >= 0
