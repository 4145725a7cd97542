"""The summary of a run: the last value of each metric, or what the program sets instead."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Dict, Iterator

from ._values import flat, number


class Summary(Mapping):
    """Values as attributes and as items. What a program sets is reported when the run finishes."""

    _logged: Dict[str, Any]
    _set: Dict[str, Any]

    def __init__(self) -> None:
        vars(self).update(_logged={}, _set={})

    def update(self, d: Mapping) -> None:
        """Sets several values."""
        for name, value in d.items():
            self[name] = value

    def keep(self, name: str, value: Any) -> None:
        """Keeps the last value of a metric that was logged."""
        self._logged[name] = value

    def unsaid(self) -> Dict[str, Any]:
        """Returns the numbers that the program has set and that differ from what was logged, with dotted names."""
        found = {name: number(value) for name, value in flat(self._set)}
        logged = dict(flat(self._logged))
        return {name: value for name, value in found.items() if value is not None and logged.get(name) != value}

    def __getitem__(self, name: str) -> Any:
        return self._set[name] if name in self._set else self._logged[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._set[name] = value

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            # Copies are asked for their special methods before they have values.
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"the summary has no '{name}': it has {', '.join(self) or 'nothing'}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __iter__(self) -> Iterator[str]:
        return iter({**self._logged, **self._set})

    def __len__(self) -> int:
        return len({**self._logged, **self._set})

    def __repr__(self) -> str:
        return repr({**self._logged, **self._set})
