"""What a program hands over, as plain values."""
from __future__ import annotations

import argparse
import json
import math
import numbers
import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Dict, Iterator, Optional, Tuple, Union

from .errors import UsageError

Number = Union[int, float]


def number(value: Any) -> Optional[Number]:
    """Returns a number of Python, numpy or torch as Python's, or None if the value is not one number."""
    if not isinstance(value, (bool, int, float, str, bytes)) and callable(getattr(value, "item", None)):
        try:
            value = value.item()
        except (TypeError, ValueError, RuntimeError):
            # It has several.
            return None
    if isinstance(value, int):
        # A number too large for a double is an infinity, as it is when it is printed.
        return int(value) if abs(value) < 1 << 1000 else math.inf if value > 0 else -math.inf
    if isinstance(value, float):
        return value
    return float(value) if isinstance(value, (numbers.Real, Decimal)) else None


def flat(values: Mapping, prefix: str = "") -> Iterator[Tuple[str, Any]]:
    """Returns the values of nested mappings with dotted names."""
    for name, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def plain(value: Any) -> Any:
    """Returns nested mappings as dicts of their own, and other values as they are."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def settings(source: Any) -> Dict[str, Any]:
    """Returns a configuration: a mapping, parsed arguments, flags, an object with attributes, or the path of a file."""
    if source is None:
        return {}
    if isinstance(source, (str, os.PathLike)):
        return of_file(source)
    if isinstance(source, Mapping) or hasattr(source, "keys"):
        return {str(name): source[name] for name in source.keys()}
    if isinstance(source, argparse.Namespace):
        return dict(vars(source))
    if hasattr(source, "flag_values_dict"):  # absl
        return dict(source.flag_values_dict())
    if hasattr(source, "__dict__"):
        return {name: value for name, value in vars(source).items() if not name.startswith("_")}
    raise UsageError(f"config is a dict, parsed arguments or the path of a YAML or JSON file, and not {source!r}")


def of_file(path: Any) -> Dict[str, Any]:
    """Reads a configuration from YAML or JSON: values, or mappings with a ``value`` each, as W&B writes them."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if os.fspath(path).endswith(".json"):
        content = json.loads(text)
    else:
        try:
            import yaml
        except ImportError:
            raise UsageError(f"to read {os.fspath(path)!r}, install PyYAML, or write it as JSON") from None
        content = yaml.safe_load(text)
    if not isinstance(content or {}, dict):
        raise UsageError(f"{os.fspath(path)!r} is a mapping of names and values, and not {content!r}")
    return {
        name: value["value"] if isinstance(value, dict) and "value" in value else value
        for name, value in (content or {}).items() if name != "wandb_version"}
