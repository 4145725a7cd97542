"""The configuration of a run: what the trial was given, and what the program adds."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Dict, Iterator, Optional

from ._saying import say_once
from ._values import plain, settings
from .errors import ConfigError


class Config(Mapping):
    """Values as attributes and as items. The trial's parameters win over whatever the program sets."""

    _given: Dict[str, Any]
    _values: Dict[str, Any]

    def __init__(self, given: Mapping) -> None:
        vars(self).update(_given=plain(given), _values=plain(given))

    def update(self, d: Any, allow_val_change: Optional[bool] = None) -> None:
        """Sets values; those that were set before may change only with ``allow_val_change``."""
        for name, value in settings(d).items():
            self._set(name, value, bool(allow_val_change))

    def setdefaults(self, d: Any) -> None:
        """Sets the values that are not set yet."""
        for name, value in settings(d).items():
            if name not in self._values or name in self._given:
                self._begin(name, value)

    def as_dict(self) -> Dict[str, Any]:
        """Returns a copy of all values."""
        return plain(self._values)

    def begin(self, source: Any) -> None:
        """Takes what ``init`` is given, of which the trial's parameters silently replace their part."""
        for name, value in settings(source).items():
            self._begin(name, value)

    def _begin(self, name: str, value: Any) -> None:
        self._values[name] = _merged(plain(value), self._given[name]) if name in self._given else plain(value)

    def _set(self, name: str, value: Any, may_change: bool) -> None:
        name, value = str(name), plain(value)
        if name in self._given:
            merged = _merged(value, self._given[name])
            if not _same(merged, value):
                say_once(f"config.{name}", f"config '{name}' stays what the trial was given, {self._given[name]!r}")
            self._values[name] = merged
            return
        if not may_change and name in self._values and not _same(self._values[name], value):
            raise ConfigError(
                f"config '{name}' is {self._values[name]!r} and would become {value!r}: "
                "if that is meant, write config.update(…, allow_val_change=True)")
        self._values[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._set(name, value, may_change=False)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            # Copies are asked for their special methods before they have values.
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            known = ", ".join(map(str, self._values)) or "nothing"
            raise AttributeError(f"config has no '{name}': it has {known}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self._set(name, value, may_change=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return repr(self._values)


def _merged(value: Any, given: Any) -> Any:
    """Returns what a program sets, with the parts that the trial was given."""
    if not isinstance(value, dict) or not isinstance(given, dict):
        return plain(given)
    return {**value, **{name: _merged(value.get(name), part) for name, part in given.items()}}


def _same(one: Any, other: Any) -> bool:
    try:
        return bool(one == other)
    except (TypeError, ValueError, RuntimeError):
        # Arrays answer for each of their values.
        return False
