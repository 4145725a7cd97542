"""One sweep: what is asked of it, and what is changed."""
from __future__ import annotations

import time
from typing import Any, Dict, Iterator, List, Optional, Sequence

from .._errors import ApiError
from .._record import Group, Record
from .aio import Aio, lazy
from .artifact import Artifact
from .changes import SweepChanges
from .html import sweep_html
from .http import Api, segment
from .pages import Pages, Table, curve_rows, trial_rows
from .values import curve_of, group_of, numbers, sweep_of, trial_of
from .watch import Watch

_TRIALS_OF_A_PAGE = 1_000
_MOST_TRIALS = 10_000
_CURVES_OF_A_PAGE = 200
_LOG_PAUSE = 0.3


class Sweep(SweepChanges):
    """A sweep. In a notebook it shows itself. See ``Client.submit`` and ``Client.sweep``."""

    def __init__(self, api: Api, info: Record, warnings: Sequence[Record] = ()) -> None:
        self._api = api
        self.info: Record = sweep_of(info)
        """The sweep as it was last read: ``status``, ``trials``, ``best_objective``, ``tags`` and so on."""
        self.warnings: List[Record] = list(warnings)
        """What is allowed in its file but hardly meant, if it was submitted here."""

    @property
    def id(self) -> str:
        """The id."""
        return self.info.id

    @property
    def name(self) -> str:
        """The name, which is not unique."""
        return self.info.name

    @property
    def status(self) -> str:
        """The status, as it was last read."""
        return self.info.status

    @property
    def aio(self) -> Aio:
        """The same for programs with an event loop."""
        return Aio(self)

    def refresh(self) -> Sweep:
        """Reads the sweep again and returns it."""
        self.info = sweep_of(self._get("").sweep)
        return self

    def detail(self) -> Record:
        """Returns the sweep with its specification, its versions and the names of its metrics."""
        return self._get("")

    def file(self) -> str:
        """Returns the sweep as a sweep file, which proposes the same trials when it is run again."""
        return self._get("/file").decode("utf-8")

    @lazy
    def watch(self, patience: float = 120.0) -> Watch:
        """Returns an iterator over its states: now, and after each change until it has ended.

        A state has the ``sweep``, the first trials that are ``running``, and the ``best`` trial or None. A connection
        that is lost is made again.

        :param patience: how many seconds nothing may answer.
        """
        return Watch(self._api, self._path("/live"), patience)

    def wait(self, patience: float = 120.0) -> Sweep:
        """Waits until the sweep has ended, and returns it."""
        for state in self.watch(patience):
            self.info = state.sweep
        return self

    def best(self) -> Optional[Record]:
        """Returns the best completed trial with its metrics, or None if there is none yet."""
        found = self.top(1)
        return found[0] if found else None

    def top(self, count: int) -> List[Record]:
        """Returns the best completed trials with their metrics, the best first."""
        return [trial_of(one) for one in self._get("/best", top=count)]

    def trial(self, number: int) -> Record:
        """Returns a trial with the newest value of each of its metrics."""
        return trial_of(self._get(f"/trials/{number:d}"))

    @lazy
    def trials(
        self, where: Optional[str] = None, sort: Optional[str] = None, descending: bool = False,
        status: Optional[str] = None,
    ) -> Table:
        """Returns the trials that fulfil a condition, such as ``optimizer=adam and val_loss<0.3``.

        :param sort: a metric, parameter or column to sort by; a sorted list has at most 10,000 trials. Without it, the
            trials are in the order of their numbers. Of the metrics, trials in a list have the objective and the one
            that they are sorted by.
        :param status: ``running``, ``waiting``, ``paused``, ``completed``, ``pruned``, ``failed`` or ``cancelled``.
        """
        def read() -> Iterator[Record]:
            asked = dict(where=where, sort=sort, status=status)
            if sort is not None:
                yield from map(trial_of, self._get("/trials", **asked, descending=descending, limit=_MOST_TRIALS))
                return
            for page in self._pages("/trials", "trial", _TRIALS_OF_A_PAGE, asked):
                yield from map(trial_of, page)

        return Table(read, trial_rows, {"started_at": None, "finished_at": None})

    @lazy
    def curves(
        self, metric: Optional[str] = None, trials: Optional[Sequence[int]] = None, points: int = 500,
    ) -> Table:
        """Returns curves, with ``trial``, ``metric``, ``steps``, ``values`` and ``times``.

        :param metric: the name of the metric. Default: the objective.
        :param trials: the numbers of trials. Default: all.
        :param points: at most so many points of each, 4 to 100,000; peaks are kept.
        """
        def read() -> Iterator[Record]:
            chosen = list(range(self.refresh().info.trials.total)) if trials is None else sorted(set(trials))
            size = _CURVES_OF_A_PAGE
            while chosen:
                try:
                    page = self._get("/curves", metric=metric, trial=chosen[:size], points=points)
                except ApiError as refused:
                    # Too many points together, or something that fewer trials do not help.
                    if refused.status != 400 or size == 1:
                        raise
                    size //= 2
                    continue
                chosen = chosen[size:]
                for curve in page:
                    yield curve_of(curve, metric or self.info.metric)

        return Table(read, curve_rows, {"time": "ms"})

    def importance(self) -> List[Record]:
        """Returns the parameters that mattered, with their shares."""
        return self._get("/importance")

    def explain(self) -> Record:
        """Returns ``statements`` on what the trials tell, and the sweep file to try ``next``, or None."""
        return self._get("/explanation")

    def groups(self, *by: str, where: Optional[str] = None) -> List[Group]:
        """Returns what the trials that share the values of these parameters or columns achieve."""
        return [group_of(one) for one in self._get("/groups", by=list(by), where=where)]

    @lazy
    def decisions(self) -> Pages[Record]:
        """Returns the events of the sweep and what was decided: ``number``, ``at``, ``event``, ``actions``."""
        return Pages(lambda: (
            step for page in self._pages("/decisions", "number", _TRIALS_OF_A_PAGE, {}) for step in page))

    @lazy
    def logs(self, trial: int, attempt: Optional[int] = None, follow: bool = False) -> Pages[Record]:
        """Returns the lines that a trial's program printed: ``text``, and ``stream``: ``out``, ``error`` or ``note``.

        :param attempt: the number of the attempt. Default: the newest.
        :param follow: whether to go on until the attempt has ended.
        """
        def read() -> Iterator[Record]:
            state = self.trial(trial)
            number, end = attempt or state.attempt, 0
            while True:
                # Once the attempt has ended, its log is complete.
                runs = state.attempt == number and state.status == "running"
                for part in self._get(f"/trials/{trial:d}/log", **{"attempt": number, "from": end}):
                    # As the API counts characters.
                    end = part.offset + len(part.text.encode("utf-16-le", "surrogatepass")) // 2
                    for line in part.text.removesuffix("\n").split("\n"):
                        yield Record(stream=part.stream, text=line)
                if not follow or not runs:
                    return
                time.sleep(_LOG_PAUSE)
                state = self.trial(trial)

        return Pages(read)

    def artifacts(self, trial: Optional[int] = None) -> List[Artifact]:
        """Returns the files that the programs of all trials left, or that of one."""
        found = self._get("/artifacts" if trial is None else f"/trials/{trial:d}/artifacts")
        return [Artifact(self._api, self._path(""), one) for one in found]

    def show(self) -> None:
        """Shows the sweep in a notebook and keeps what is shown current until it has ended."""
        from IPython.display import display

        shown = display(self, display_id=True)
        for state in self.watch():
            self.info = state.sweep
            shown.update(self)

    def __repr__(self) -> str:
        return f"<sweep {self.name} ({self.id}), {self.status}>"

    def _repr_html_(self) -> str:
        objectives: List[Any] = []
        for page in self._column_pages():
            objectives += zip(page.finished_at, numbers(page.objectives), page.statuses, page.trials)
        return sweep_html(self.refresh().info, self.best(), objectives)

    def _column_pages(self) -> Iterator[Record]:
        after = -1
        while True:
            page = self._get("/columns", after=after)
            completed = page.status_names.index("completed")
            page.statuses = [status == completed for status in page.statuses]
            if not page.trials:
                return
            yield page
            after = page.trials[-1]

    def _pages(self, path: str, key: str, size: int, query: Dict[str, Any]) -> Iterator[List[Record]]:
        """Asks for page after page, each after the last item of the one before."""
        after: Any = None
        while True:
            page = self._get(path, **query, after=after, limit=size)
            yield page
            if len(page) < size:
                return
            after = page[-1][key]

    def _get(self, path: str, **query: Any) -> Any:
        return self._api.get(self._path(path), **query)

    def _path(self, path: str) -> str:
        return f"/api/sweeps/{segment(self.id)}{path}"
