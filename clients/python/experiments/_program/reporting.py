"""Reports as lines of standard output, which no other output can damage."""
from __future__ import annotations

import json
import math
import os
import select
import sys
import threading
import unicodedata
from typing import Any, Iterable, List, Mapping, Sequence

_LONGEST_NAME = 200

_AXES = ("step", "epoch")

# Up to this length the kernel writes a line to a pipe as a whole (PIPE_BUF on Linux).
_LONGEST_LINE = 4096

# Begins a line wherever the line before it was left (RFC 7464).
_RECORD = b"\x1e"


class Reporter:
    """Writes reports to the standard output that the program had when this object was created.

    :param alone: whether nobody reads them but people.
    """

    def __init__(self, alone: bool) -> None:
        self._lock = threading.RLock()
        # The program may redirect or close its output later.
        self._output = None if alone else os.dup(1)

    def write(self, metrics: Mapping[str, Any]) -> None:
        """Writes a report. Returns when the system has all of it."""
        fields = [field.encode() for field in fields_of(metrics)]
        with self._lock:
            if self._output is None:
                print("{" + b", ".join(fields).decode() + "}", flush=True)
                return
            _flush()
            for line in _lines(fields):
                self._write(line)

    def _write(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            try:
                rest = rest[os.write(self._output, rest):]
            except BlockingIOError:
                select.select([], [self._output], [])


def fields_of(metrics: Mapping[str, Any]) -> List[str]:
    """Returns the names and values of a report as in JSON, the step first.

    :raises TypeError: if a value is not one number.
    :raises ValueError: if a name is not possible.
    """
    return [
        f"{_name(name)}: {number(name, metrics[name])}"
        for name in sorted(metrics, key=lambda name: name not in _AXES)]


def number(name: str, value: Any) -> str:
    """Returns a number as JSON, or as one of the words that are not in JSON: ``NaN``, ``Infinity``, ``-Infinity``.

    :raises TypeError: if the value is not a number, or more than one.
    """
    if isinstance(value, bool):
        return str(int(value))
    if type(value) is int:
        return str(value) if abs(value) < 1 << 1000 else ("Infinity" if value > 0 else "-Infinity")
    if not isinstance(value, float):
        value = _to_float(name, value)
    if math.isfinite(value):
        return float.__repr__(value)
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _to_float(name: str, value: Any) -> float:
    if not isinstance(value, (str, bytes, bytearray)):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
        except (TypeError, ValueError, RuntimeError):
            pass
    shown = repr(value)
    raise TypeError(
        f"the metric '{name}' is {shown if len(shown) <= 60 else shown[:60] + '…'}, which is not one number; "
        "log_text and log_artifact keep other things")


def _name(name: Any) -> str:
    if not isinstance(name, str) or not name.strip() or _length(name) > _LONGEST_NAME or not is_line(name):
        raise ValueError(
            f"a metric cannot be called {name!r}: a name has 1 to {_LONGEST_NAME} characters, and no control "
            "characters")
    return json.dumps(name, ensure_ascii=False)


def is_line(text: str) -> bool:
    """Returns whether a text has no control characters, such as line feeds, and no halves of characters."""
    return text.isprintable() or not any(unicodedata.category(c) in ("Cc", "Cs") for c in text)


def _length(name: str) -> int:
    """Returns the length as the node counts it, in units of UTF-16."""
    return len(name) if name.isascii() else len(name.encode("utf-16-le", "surrogatepass")) // 2


def _lines(fields: Sequence[bytes]) -> Iterable[bytes]:
    """Divides a report into lines that are each written as a whole. They belong to one step all the same."""
    # Each line names the step again.
    head = fields[0] if fields[0].startswith((b'"step"', b'"epoch"')) else None
    line: List[bytes] = []
    length = 0
    for field in fields:
        if line and length + len(field) + 8 > _LONGEST_LINE:
            yield _line(line)
            line = [head] if head else []
            length = len(head or b"")
        line.append(field)
        length += len(field) + 2
    yield _line(line)


def _line(fields: Sequence[bytes]) -> bytes:
    return _RECORD + b"{" + b", ".join(fields) + b"}\n"


def _flush() -> None:
    try:
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        # The program has replaced or closed it.
        pass
