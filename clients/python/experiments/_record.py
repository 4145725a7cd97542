"""Values by name, as attributes and as items."""
from __future__ import annotations

from typing import Any, Mapping


class Record(dict):
    """A dictionary whose values are attributes as well: ``record["status"]`` and ``record.status``.

    Nested dictionaries are records, too. A value that has the name of a method, such as ``items``, is only an item.
    """

    def __init__(self, values: Mapping[str, Any] = {}, /, **more: Any) -> None:
        super().__init__()
        for name, value in {**values, **more}.items():
            self[name] = value

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, _wrapped(value))

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            known = ", ".join(map(str, self)) or "none"
            raise AttributeError(f"there is no value '{name}'; there are: {known}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __dir__(self) -> list:
        return [*super().__dir__(), *(name for name in self if isinstance(name, str))]

    def setdefault(self, name: str, default: Any = None) -> Any:
        """Returns the value of a name, which is this one if there was none."""
        if name not in self:
            self[name] = default
        return self[name]

    def update(self, *values: Any, **more: Any) -> None:
        """Sets several values."""
        for name, value in dict(*values, **more).items():
            self[name] = value

    def copy(self) -> Record:
        """Returns a shallow copy."""
        return type(self)(self)

    def __reduce__(self) -> Any:
        return type(self), (dict(self),)


class Curve(Record):
    """The curve of a metric: ``trial``, ``metric``, ``steps``, ``values``, ``times``; it has so many ``points``."""

    @property
    def values(self) -> Any:
        """The values, which hide the method of a dictionary."""
        return self["values"]


class Group(Record):
    """Trials that share values: ``keys``, ``trials``, ``count``, ``mean``, ``deviation``, ``best``, ``best_trial``."""

    @property
    def keys(self) -> Any:
        """The values that they share, which hide the method of a dictionary."""
        return self["keys"]


def _wrapped(value: Any) -> Any:
    if isinstance(value, dict) and not isinstance(value, Record):
        return Record(value)
    return [_wrapped(item) for item in value] if isinstance(value, list) else value
