"""Charts of tables, which are kept as these tables."""
from __future__ import annotations

from collections import Counter
from typing import Any, Optional, Sequence

from ._media import Table
from .errors import UsageError


def line(table: Table, x: str, y: str, *_settings: Any, **_more: Any) -> Table:
    """Returns the table."""
    return _checked(table, x, y)


def scatter(table: Table, x: str, y: str, *_settings: Any, **_more: Any) -> Table:
    """Returns the table."""
    return _checked(table, x, y)


def bar(table: Table, label: str, value: str, *_settings: Any, **_more: Any) -> Table:
    """Returns the table."""
    return _checked(table, label, value)


def histogram(table: Table, value: str, *_settings: Any, **_more: Any) -> Table:
    """Returns the table."""
    return _checked(table, value)


def line_series(
        xs: Sequence[Any], ys: Sequence[Sequence[Any]], keys: Optional[Sequence[str]] = None,
        title: Optional[str] = None, xname: str = "x", *_settings: Any, **_more: Any) -> Table:
    """Returns a table of the points of several lines."""
    table = Table(columns=[xname, "line", "y"])
    for at, values in enumerate(ys):
        own = xs[at] if len(xs) and hasattr(xs[0], "__len__") else xs
        for x, y in zip(own, values):
            table.add_data(x, keys[at] if keys else at, y)
    return table


def confusion_matrix(
        probs: Any = None, y_true: Optional[Sequence[int]] = None, preds: Optional[Sequence[int]] = None,
        class_names: Optional[Sequence[str]] = None, title: Optional[str] = None, **_more: Any) -> Table:
    """Returns a table of how many examples of each class are taken for each."""
    if y_true is None or (probs is None) == (preds is None):
        raise UsageError("confusion_matrix takes y_true, and either preds or probs")
    if preds is None:
        preds = [max(range(len(row)), key=lambda at: row[at]) for row in probs]
    count = Counter((int(true), int(pred)) for true, pred in zip(y_true, preds))
    classes = len(class_names) if class_names else 1 + max((max(pair) for pair in count), default=-1)
    names = class_names or [f"Class_{at + 1}" for at in range(classes)]
    return Table(
        columns=["Actual", "Predicted", "nPredictions"],
        data=[[names[true], names[pred], count[true, pred]] for true in range(classes) for pred in range(classes)])


def _checked(table: Table, *columns: str) -> Table:
    for name in columns:
        if name not in table.columns:
            raise UsageError(f"this Table has no column '{name}': it has {', '.join(map(str, table.columns))}")
    return table
