"""Values that are files: pictures, tables, histograms, pages, sound and film."""
from __future__ import annotations

import csv
import io
import json
import math
import os
from typing import Any, Iterable, List, Optional, Sequence

from ._pixels import picture
from ._saying import say_once
from ._trial import trial
from ._values import number
from .errors import UsageError


class Media:
    """A value that is kept as a file of the trial."""

    def keep(self, name: str) -> str:
        """Keeps it under a name without an extension, and returns the name of the file."""
        raise NotImplementedError


class _File(Media):
    """A file, which is copied."""

    def __init__(self, data_or_path: Any, caption: Optional[str] = None, **_settings: Any) -> None:
        self._path = data_or_path if isinstance(data_or_path, (str, os.PathLike)) else None
        if self._path is not None and not os.path.isfile(self._path):
            raise UsageError(f"there is no file {os.fspath(self._path)!r}")

    def keep(self, name: str) -> str:
        kind = type(self).__name__
        if self._path is None:
            say_once(kind, f"{kind} of values is not kept: write a file, and give its path")
            return ""
        name += os.path.splitext(os.fspath(self._path))[1]
        trial().log_artifact(self._path, name)
        return name


class Audio(_File):
    """Sound, as the path of a file."""


class Video(_File):
    """A film, as the path of a file."""


class Object3D(_File):
    """A scene, as the path of a file."""


class Molecule(_File):
    """A molecule, as the path of a file."""


class Image(Media):
    """A picture: an array, a tensor, a figure of matplotlib, an image of PIL, or the path of a file."""

    def __init__(self, data_or_path: Any, mode: Any = None, caption: Optional[str] = None, **drawn: Any) -> None:
        self.caption = caption
        self._path = data_or_path if isinstance(data_or_path, (str, os.PathLike)) else None
        if self._path is not None and not os.path.isfile(self._path):
            raise UsageError(f"there is no file {os.fspath(self._path)!r}")
        self._image = picture(data_or_path) if self._path is None else None
        if drawn.get("masks") or drawn.get("boxes"):
            say_once("masks", "masks and boxes of an Image are not drawn")

    def keep(self, name: str) -> str:
        if self._path is None:
            trial().log_image(name + ".png", self._image)
            return name + ".png"
        name += os.path.splitext(os.fspath(self._path))[1]
        trial().log_artifact(self._path, name)
        return name


class Html(Media):
    """A page: its text, a file that is open, or the path of a file that ends with ``.html``."""

    def __init__(self, data: Any, inject: bool = True, **_settings: Any) -> None:
        if isinstance(data, os.PathLike) or (isinstance(data, str) and data.endswith(".html") and os.path.isfile(data)):
            with open(data, encoding="utf-8") as file:
                data = file.read()
        self.html = data.read() if hasattr(data, "read") else data
        if not isinstance(self.html, str):
            raise UsageError(f"Html is a text, a file or a path, and not {type(data).__name__}")

    def keep(self, name: str) -> str:
        trial().log_text(name + ".html", self.html)
        return name + ".html"


class Histogram(Media):
    """How often values lie in equal parts of their range: ``histogram`` are the counts, ``bins`` the limits."""

    def __init__(
            self, sequence: Optional[Iterable[Any]] = None, np_histogram: Optional[Sequence[Any]] = None,
            num_bins: int = 64) -> None:
        if np_histogram is not None:
            counts, bins = np_histogram
            self.histogram, self.bins = [number(one) for one in counts], [number(one) for one in bins]
            if len(self.bins) != len(self.histogram) + 1:
                raise UsageError("a Histogram has one limit more than counts")
            return
        values = [value for value in _numbers(sequence) if math.isfinite(value)]
        low, high = min(values, default=0.0), max(values, default=0.0)
        if low == high:
            low, high = low - 0.5, high + 0.5
        self.bins = [low + (high - low) * at / num_bins for at in range(num_bins + 1)]
        self.histogram = [0] * num_bins
        for value in values:
            self.histogram[min(num_bins - 1, int((value - low) / (high - low) * num_bins))] += 1

    def keep(self, name: str) -> str:
        trial().log_text(name + ".json", json.dumps({"bins": self.bins, "values": self.histogram}))
        return name + ".json"


class Table(Media):
    """Rows of values under the names of columns, kept as CSV."""

    def __init__(
            self, columns: Optional[Sequence[str]] = None, data: Any = None, rows: Any = None, dataframe: Any = None,
            **_settings: Any) -> None:
        frame = dataframe if dataframe is not None else data if hasattr(data, "itertuples") else None
        if frame is not None:
            self.columns = [str(name) for name in frame.columns]
            self.data: List[List[Any]] = [list(row) for row in frame.itertuples(index=False)]
            return
        given = data if data is not None else rows if rows is not None else []
        given = given.tolist() if callable(getattr(given, "tolist", None)) else given
        self.columns = list(columns) if columns is not None else (
            [str(at) for at in range(len(given[0]))] if len(given) else ["Input", "Output", "Expected"])
        self.data = []
        for row in given:
            self.add_data(*row)

    def add_data(self, *row: Any) -> None:
        """Adds a row."""
        if len(row) != len(self.columns):
            raise UsageError(f"a row of this Table has {len(self.columns)} values, and not {len(row)}")
        self.data.append(list(row))

    def add_row(self, *row: Any) -> None:
        """Adds a row."""
        self.add_data(*row)

    def add_column(self, name: str, data: Sequence[Any]) -> None:
        """Adds a column."""
        if self.data and len(data) != len(self.data):
            raise UsageError(f"a column of this Table has {len(self.data)} values, and not {len(data)}")
        if not self.data:
            self.data = [[] for _ in data]
            self.columns = [] if not any(self.data) else self.columns
        self.columns = [*self.columns, name]
        for row, value in zip(self.data, data):
            row.append(value)

    def get_column(self, name: str, **_settings: Any) -> List[Any]:
        """Returns the values of a column."""
        at = self.columns.index(name)
        return [row[at] for row in self.data]

    def keep(self, name: str) -> str:
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow(self.columns)
        for at, row in enumerate(self.data):
            lines.writerow([
                value.keep(f"{name}/{at}_{column}") if isinstance(value, Media) else value
                for column, value in enumerate(row)])
        trial().log_text(name + ".csv", text.getvalue())
        return name + ".csv"


def media(value: Any) -> List[Media]:
    """Returns the files that a logged value is: one, several, or none."""
    if isinstance(value, Media):
        return [value]
    if hasattr(value, "savefig") or callable(getattr(value, "gcf", None)):
        return [Image(value)]
    if hasattr(value, "itertuples") and hasattr(value, "columns"):
        return [Table(dataframe=value)]
    if isinstance(value, (list, tuple)) and value and all(isinstance(one, Media) for one in value):
        return list(value)
    return []


def _numbers(values: Any) -> Iterable[float]:
    if hasattr(values, "detach"):
        values = values.detach().cpu()
    values = values.tolist() if callable(getattr(values, "tolist", None)) else values
    for value in values if values is not None and not isinstance(values, (int, float)) else [values]:
        if isinstance(value, (list, tuple)):
            yield from _numbers(value)
        elif number(value) is not None:
            yield float(number(value))
