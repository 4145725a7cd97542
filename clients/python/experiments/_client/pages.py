"""Lists that are read as far as they are used."""
from __future__ import annotations

from itertools import islice
from typing import Any, Callable, Dict, Generic, Iterable, Iterator, List, TypeVar

from .html import table_html
from .._record import Record

T = TypeVar("T")

_MOST_SHOWN = 50


class Pages(Generic[T]):
    """A list that is asked for when it is iterated, page by page, and anew each time."""

    def __init__(self, start: Callable[[], Iterator[T]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[T]:
        return self._start()

    def first(self, count: int) -> List[T]:
        """Returns at most so many items from the beginning."""
        return list(islice(self, count))


class Table(Pages[Record]):
    """A list of records that is also a table.

    :param rows: makes the rows of a record.
    :param times: the columns that are times, with the unit that pandas reads them in, None for texts.
    """

    def __init__(
        self, start: Callable[[], Iterator[Record]], rows: Callable[[Record], Iterable[Dict[str, Any]]],
        times: Dict[str, Any] = {},
    ) -> None:
        super().__init__(start)
        self._rows = rows
        self._times = times

    def rows(self) -> Iterator[Dict[str, Any]]:
        """Returns flat rows, one value for each column."""
        for record in self:
            yield from self._rows(record)

    def to_pandas(self) -> Any:
        """Returns a ``pandas.DataFrame`` with a column for each value; needs pandas."""
        import pandas

        frame = pandas.DataFrame(list(self.rows()))
        for name, unit in self._times.items():
            if name in frame:
                frame[name] = pandas.to_datetime(frame[name], unit=unit, utc=True)
        return frame

    def _repr_html_(self) -> str:
        rows = list(islice(self.rows(), _MOST_SHOWN + 1))
        return table_html(rows[:_MOST_SHOWN], more=len(rows) > _MOST_SHOWN)


def trial_rows(trial: Record) -> Iterable[Dict[str, Any]]:
    """Returns a trial as a row: its columns, its parameters, its metrics.

    A parameter that is called like a column is ``parameters.NAME``, and a metric like either ``metrics.NAME``.
    """
    row = {name: value for name, value in trial.items() if name not in ("parameters", "metrics")}
    for group in ("parameters", "metrics"):
        for name, value in trial[group].items():
            row[f"{group}.{name}" if name in row else name] = value
    return [row]


def curve_rows(curve: Any) -> Iterable[Dict[str, Any]]:
    """Returns the points of a curve as rows."""
    for step, value, time in zip(curve.steps, curve.values, curve.times):
        yield {"trial": curve.trial, "metric": curve.metric, "step": step, "value": value, "time": time}
