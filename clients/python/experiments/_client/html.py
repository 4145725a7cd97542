"""Sweeps and tables in a notebook. Whatever is from a sweep is escaped."""
from __future__ import annotations

import math
from html import escape
from typing import Any, Dict, List, Optional, Sequence, Tuple

from .._record import Record

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 560, 170, 70, 20


def sweep_html(
    sweep: Record, best: Optional[Record], trials: Sequence[Tuple[Optional[int], Optional[float], bool, int]],
) -> str:
    """Returns a sweep as HTML: what has become of its trials, the best one, and the best so far as a curve.

    :param trials: for each trial the time of its end, its objective, whether it has completed, and its number.
    """
    counts = [
        f"{sweep.trials[name]} {name}"
        for name in ("running", "waiting", "paused", "completed", "pruned", "failed", "cancelled")
        if sweep.trials.get(name)]
    cap = f" of {sweep.run_cap}" if sweep.run_cap else ""
    rows: List[Tuple[str, str]] = [("trials", f"{sweep.trials.total}{cap}: {', '.join(counts) or 'none yet'}")]
    if best is not None:
        rows.append((f"best {sweep.metric}", f"{_text(best.objective)} (trial {best.trial})"))
        rows += [(name, _text(value)) for name, value in best.parameters.items()]
    status = sweep.status + (f", {sweep.reason}" if sweep.reason else "")
    return (
        f"<div><b>{escape(sweep.name)}</b> <code>{escape(sweep.id)}</code> {escape(status)}<table>"
        + "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
        + f"</table>{_curve(_best_so_far(trials, sweep.goal), sweep.metric)}</div>")


def table_html(rows: Sequence[Dict[str, Any]], more: bool) -> str:
    """Returns rows as an HTML table."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th>{escape(str(name))}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(row.get(name)))}</td>" for name in names) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>" + ("<p>…</p>" if more else "")


def _best_so_far(trials: Sequence[Tuple[Optional[int], Optional[float], bool, int]], goal: str) -> List[float]:
    """Returns the best objective after each completed trial, in the order of their ends."""
    better = max if goal == "maximize" else min
    values: List[float] = []
    for _, objective, completed, _ in sorted(trials, key=lambda trial: (trial[0] or 0, trial[3])):
        if completed and objective is not None and math.isfinite(objective):
            values.append(better(values[-1], objective) if values else objective)
    return values


def _curve(values: Sequence[float], metric: str) -> str:
    """Returns steps as a picture; nothing with fewer than two."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    # A difference of two large values may be infinite.
    scale = max(abs(low), abs(high)) or 1.0
    spread = high / scale - low / scale or 1.0

    def point(at: int, value: float) -> Tuple[float, float]:
        return (
            _LEFT + (_WIDTH - _LEFT - 10) * at / (len(values) - 1),
            10 + (_HEIGHT - _BOTTOM - 20) * (1 - (value / scale - low / scale) / spread))

    path = ""
    for at, value in enumerate(values):
        if at == 0:
            path = "M%.1f %.1f" % point(at, value)
        elif value != values[at - 1] or at == len(values) - 1:
            path += "H%.1fV%.1f" % point(at, value)
    labels = [(10 + 4, high), (_HEIGHT - _BOTTOM - 6, low)] if high > low else [(_HEIGHT - _BOTTOM - 6, low)]
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" role="img" '
        f'aria-label="best {escape(metric)} so far" font-family="sans-serif" font-size="11" fill="currentColor">'
        f'<path d="{path}" fill="none" stroke="#2f6fde" stroke-width="2"/>'
        + "".join(f'<text x="{_LEFT - 6}" y="{y}" text-anchor="end">{escape(_text(value))}</text>'
                  for y, value in labels)
        + f'<text x="{_LEFT}" y="{_HEIGHT - 4}">best {escape(metric)} after each of {len(values)} trials</text></svg>')


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else str(value)
