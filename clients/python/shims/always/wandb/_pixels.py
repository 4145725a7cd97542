"""Pictures in the forms that W&B takes, in one that is kept as PNG."""
from __future__ import annotations

from typing import Any, List

from .errors import UsageError


def picture(data: Any) -> Any:
    """Returns a figure, an image of PIL, or rows of values from 0 to 255.

    Values that are not bytes are scaled: those from 0 to 1 by 255, and those below 0 so that the lowest is 0 and the
    highest 255. A tensor of torch has its channels first.
    """
    if callable(getattr(data, "gcf", None)):  # matplotlib.pyplot
        return data.gcf()
    if hasattr(data, "savefig") or (hasattr(data, "save") and hasattr(data, "mode")):
        return data
    has_channels_first = hasattr(data, "detach")
    if has_channels_first:
        data = data.detach().cpu()
    if str(getattr(data, "dtype", "")) == "uint8" and not has_channels_first:
        return data
    is_bytes = str(getattr(data, "dtype", "")).endswith("uint8")
    rows = data.tolist() if callable(getattr(data, "tolist", None)) else data
    if not isinstance(rows, (list, tuple)):
        raise UsageError(f"an Image is an array, a figure, an image of PIL or a path, and not {type(data).__name__}")
    rows = [list(row) if isinstance(row, tuple) else row for row in rows]
    if has_channels_first and _depth(rows) == 3:
        # (C, H, W) becomes (H, W, C).
        rows = [[list(pixel) for pixel in zip(*row)] for row in zip(*rows)]
    if _depth(rows) == 3 and len(rows[0][0]) == 1:
        rows = [[pixel[0] for pixel in row] for row in rows]
    return rows if is_bytes else _scaled(rows)


def _scaled(rows: List[Any]) -> List[Any]:
    values = list(_values(rows))
    lowest, highest = min(values, default=0), max(values, default=0)
    if lowest < 0:
        return _mapped(rows, lambda value: (value - lowest) / ((highest - lowest) or 1) * 255)
    factor = 255 if highest <= 1 else 1
    return _mapped(rows, lambda value: value * factor)


def _mapped(rows: List[Any], change: Any) -> List[Any]:
    return [
        _mapped(row, change) if isinstance(row, (list, tuple))
        else max(0, min(255, int(change(row)))) if row == row else 0 for row in rows]


def _values(rows: Any) -> Any:
    for row in rows:
        if isinstance(row, (list, tuple)):
            yield from _values(row)
        elif row == row:
            yield row


def _depth(rows: Any) -> int:
    return 1 + _depth(rows[0]) if isinstance(rows, (list, tuple)) and rows else 0
