"""A trial of a sweep that this process carries out itself."""
from __future__ import annotations

import random
import threading
import time
from typing import Any, Callable, Dict, List, Mapping, Optional

from .._errors import ApiError, ConflictError, UnreachableError
from .._program.reporting import fields_of
from .._record import Record
from .http import Api

# How long a silo may not answer, such as while it is started again.
_PATIENCE = 600.0
_SHORTEST_PAUSE = 0.1
_LONGEST_PAUSE = 5.0


class OutsideTrial:
    """A trial that this process has taken: its parameters, and where to report. See ``Study.ask``.

    While it runs, a thread says every few seconds that this process is alive. If it is not, another worker takes the
    trial, and nothing that this one says later is kept.
    """

    def __init__(self, api: Api, path: str, claimed: Record, metric: Optional[str], within: float) -> None:
        self.number: int = claimed.trial
        """The number of the trial within its sweep, from 0."""
        self.attempt: int = claimed.attempt
        """1, and one more for each restart of the trial."""
        self.seed: int = claimed.seed
        """The trial's seed, at least 0 and below 2³²: the same in each attempt."""
        self.params: Record = _nested(claimed.parameters)
        """The parameters, as ``params.learning_rate`` and ``params["learning_rate"]``."""
        self.status: str = "running"
        """The status of the trial, as it was last heard."""
        self.lost: Optional[str] = None
        """Why nothing more of this process is kept, or None: its attempt is not the trial's current one any more."""
        self._api, self._path, self._metric, self._within = api, f"{path}/trials/{self.number}/tell", metric, within
        self._sent = 0
        self._value: Optional[float] = None
        self._one = threading.Lock()
        self._over = threading.Event()
        threading.Thread(target=self._live, name=f"trial-{self.number}", daemon=True).start()

    @property
    def over(self) -> bool:
        """Whether the trial has ended for this process."""
        return self._over.is_set()

    def report(self, metrics: Optional[Mapping[str, Any]] = None, **more: Any) -> bool:
        """Reports values by name, such as ``report(epoch=1, val_loss=0.2)``, and returns whether to go on.

        ``step``, or without it ``epoch``, is the position on the x axis. False means that the trial has ended: the
        sweep has stopped it at a rung or was cancelled, or another worker has the trial (see ``lost``).

        :raises TypeError: if a value is not one number.
        :raises ValueError: if there is no value, or a name is not possible.
        """
        values = {**metrics, **more} if metrics else more
        if not values:
            raise ValueError("there is nothing to report: give at least one value, such as report(epoch=1, loss=0.5)")
        line = "{" + ", ".join(fields_of(values)) + "}"
        if self._metric in values:
            self._value = float(values[self._metric])
        return self._say([line])

    def log(self, text: str) -> None:
        """Adds lines to the trial's log, which ``experiments logs`` shows."""
        self._say(text.splitlines() or [""])

    def complete(self, value: Optional[float] = None) -> bool:
        """Ends the trial with its objective. See ``Study.tell``."""
        lines = []
        # An objective that was the last report is not reported once more, at another step.
        if value is not None and self._metric is not None and value != self._value:
            lines.append("{" + ", ".join(fields_of({self._metric: value})) + "}")
        self._say(lines, "completed")
        return self.status == "completed"

    def fail(self, cause: str) -> None:
        """Ends this attempt as failed. The trial is tried again up to ``max_restarts`` times."""
        self._say([], "failed", cause)

    def release(self, cause: str = "its worker has to leave") -> None:
        """Lets another worker take the trial, which costs no restart."""
        self._say([], "released", cause)

    def _say(self, lines: List[str], end: Optional[str] = None, cause: str = "") -> bool:
        with self._one:
            if self.over:
                return False
            self._sent += 1
            message: Dict[str, Any] = {"number": self._sent, "lines": lines, "end": end, "cause": cause[:1000]}
            try:
                answer: Record = repeat(lambda: self._send(message))
            except ConflictError as refused:
                self.lost = str(refused)
                self._over.set()
                return False
            self.status = answer.status
            if not answer.go_on:
                self._over.set()
            return answer.go_on

    def _send(self, message: Dict[str, Any]) -> Record:
        return self._api.post(self._path, {"attempt": self.attempt, "within": self._within, **message})

    def _live(self) -> None:
        """Says that this process is alive, at once and then often enough that one such message may be lost."""
        while not self.over:
            try:
                answer = self._send({"number": 0})
                if not answer.go_on:
                    self.status = answer.status
                    self._over.set()
            except ConflictError as refused:
                # A message on its way may be what has ended the attempt, and gets the answer itself.
                if not self._one.locked():
                    self.lost = str(refused)
                    self._over.set()
            except (ApiError, UnreachableError):
                # The next one may arrive.
                pass
            self._over.wait(self._within / 4)

    def __repr__(self) -> str:
        return f"<trial {self.number}, attempt {self.attempt}, {self.status}>"


def repeat(send: Callable[[], Any]) -> Any:
    """Sends a request again while nothing answers, or what answers cannot do it now."""
    until, pause = time.monotonic() + _PATIENCE, _SHORTEST_PAUSE
    while True:
        try:
            return send()
        except (ApiError, UnreachableError) as fault:
            if (isinstance(fault, ApiError) and fault.status < 500) or time.monotonic() + pause > until:
                raise
        # Workers that lost the same silo do not come back all at once.
        time.sleep(pause * random.uniform(0.5, 1))
        pause = min(pause * 2, _LONGEST_PAUSE)


def _nested(parameters: Mapping[str, Any]) -> Record:
    """Returns the parameters with those of dotted names in records of their own."""
    params = Record()
    for name, value in parameters.items():
        at, (*groups, last) = params, name.split(".")
        for group in groups:
            at = at.setdefault(group, Record())
        at[last] = value
    return params
