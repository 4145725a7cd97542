"""The parameters of a trial, and those of a script that runs alone."""
from __future__ import annotations

import ast
import json
import re
from typing import Any, Mapping, Sequence

from .._errors import ExperimentsError
from .._record import Record

_ARGUMENT = re.compile(r"--([^=\s]+)(?:=(.*))?", re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None, "none": None}


def read_params(parameters: str, defaults: Mapping[str, Any]) -> Record:
    """Returns what the sweep gave, and the defaults of what it did not give.

    :param parameters: the variable ``TRIAL_PARAMETERS``.
    """
    params = Record(json.loads(parameters))
    for name, value in defaults.items():
        params.setdefault(name, value)
    return params


def read_arguments(arguments: Sequence[str], defaults: Mapping[str, Any]) -> Record:
    """Returns the parameters of a script that runs alone: its arguments, and the defaults of the others.

    ``--name=value`` is always a parameter; ``--name value`` is one, and hyphens in the name are underscores, if the
    name has a default. Other arguments are the script's own.
    """
    params = Record(defaults)
    words = iter(arguments)
    for word in words:
        match = _ARGUMENT.fullmatch(word)
        if match is None:
            continue
        name, text = match.group(1), match.group(2)
        if name not in defaults and name.replace("-", "_") in defaults:
            name = name.replace("-", "_")
        if text is None and name in defaults:
            text = "true" if isinstance(defaults[name], bool) else next(words, None)
            if text is None:
                raise ExperimentsError(f"the argument --{name} has no value: write --{name}=VALUE")
        if text is not None:
            _set(params, name, _value(name, text, defaults.get(name)))
    return params


def _set(params: Record, name: str, value: Any) -> None:
    """Sets a value. Dotted names are those of nested parameters, as in the variable of a trial."""
    *groups, last = name.split(".") if name not in params else [name]
    for group in groups:
        if not isinstance(params.setdefault(group, {}), dict):
            raise ExperimentsError(f"the argument --{name} is within '{group}', which is a value and not a group")
        params = params[group]
    params[last] = value


def _value(name: str, text: str, default: Any) -> Any:
    """Reads a value as what it replaces; one without a default as a number, a word such as true, or a list."""
    if isinstance(default, str):
        return text
    if text.lower() in _WORDS:
        value = _WORDS[text.lower()]
    else:
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            value = text
    if isinstance(default, bool) or default is None or value is None:
        return value
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(default, int) and isinstance(value, float) and value == int(value):
        return int(value)
    if not isinstance(value, type(default)) or isinstance(value, bool):
        raise ExperimentsError(f"the argument --{name} is '{text}', and must be a {type(default).__name__}")
    return value
