"""``wandb`` without W&B: scripts that log to it run as trials, offline and unchanged.

A trial is one run. What is logged becomes the trial's metrics, pictures and tables become its files, and the trial's
parameters are the run's configuration. The documentation lists what is covered; everything else is refused by name.
"""
from __future__ import annotations

import os as _os
import sys as _sys
from typing import Any as _Any, Callable as _Callable, List as _List, Optional as _Optional

from . import errors, plot
from ._artifact import Artifact
from ._config import Config
from ._media import Audio, Histogram, Html, Image, Molecule, Object3D, Table, Video
from ._refusals import REFUSED as _REFUSED, refusal as _refusal, refuse_modules as _refuse_modules
from ._run import Run
from ._saying import say as _say, say_once as _say_once
from ._trial import trial as _trial
from ._values import of_file as _of_file, settings as _settings
from .errors import CommError, Error, UsageError

# The calls are those of this version; what follows the sign says whose module it is.
__version__ = "0.16.0+experiments"

# Where a run is kept, how it is shown, and what W&B records of the machine: nothing here depends on it.
_IGNORED = frozenset((
    "anonymous", "dir", "force", "fork_from", "id", "monitor_gym", "resume", "resume_from", "save_code", "tensorboard"))

_FROM_DEFAULTS = "config-defaults.yaml"

_current: _Optional[Run] = None
_last: _Optional[Run] = None


class AlertLevel:
    """How urgent an alert is."""

    INFO, WARN, ERROR = "INFO", "WARN", "ERROR"


class Settings:
    """Settings by name. Only ``mode`` has an effect here."""

    def __init__(self, **settings: _Any) -> None:
        vars(self).update(settings)


def init(
        entity: _Optional[str] = None, project: _Optional[str] = None, config: _Any = None, *,
        name: _Optional[str] = None, notes: _Optional[str] = None, tags: _Any = None, group: _Optional[str] = None,
        job_type: _Optional[str] = None, mode: _Optional[str] = None, reinit: _Any = None, settings: _Any = None,
        allow_val_change: _Optional[bool] = None, config_exclude_keys: _Any = None, config_include_keys: _Any = None,
        sync_tensorboard: _Optional[bool] = None, **ignored: _Any) -> Run:
    """Returns the run that this trial is, whose configuration has the trial's parameters."""
    global _current, _last
    for keyword in ignored:
        if keyword not in _IGNORED:
            raise TypeError(f"init() got an unexpected keyword argument {keyword!r}")
    if sync_tensorboard or ignored.get("tensorboard"):
        _say_once("tensorboard", "what is written for TensorBoard is not read as metrics; log it with wandb.log()")
    if _current is not None and not _current._is_finished:
        if reinit in (None, False, "default", "return_previous"):
            _current.config.begin(_chosen(config, config_exclude_keys, config_include_keys))
            return _current
        _current.finish()
    if _last is not None:
        _say_once("again", "a trial is one run: what is logged after another init() continues its metrics")
    _current = _last = Run(
        name, project, entity, [tags] if isinstance(tags, str) else list(tags or []), notes, group, job_type,
        _is_disabled(mode, settings), after=_last)
    if _os.path.isfile(_FROM_DEFAULTS):
        _current.config.begin(_of_file(_FROM_DEFAULTS))
    _current.config.begin(_chosen(config, config_exclude_keys, config_include_keys))
    return _current


def finish(exit_code: _Optional[int] = None, quiet: _Optional[bool] = None) -> None:
    """Finishes the run, if there is one."""
    global _current
    if _current is not None:
        _current.finish(exit_code, quiet)
        _current = None


def sweep(sweep: _Any = None, entity: _Any = None, project: _Any = None, prior_runs: _Any = None) -> str:
    """Returns the id of the sweep that this trial belongs to. What the program describes is not run."""
    _say_once("sweep", "sweep() begins nothing: this program is a trial of the sweep whose file has started it")
    return _trial().sweep or "alone"


def agent(
        sweep_id: _Any, function: _Optional[_Callable[[], _Any]] = None, entity: _Any = None, project: _Any = None,
        count: _Optional[int] = None, **_settings: _Any) -> None:
    """Runs the function once, with the parameters of this trial."""
    if function is None:
        raise UsageError("agent() in a trial needs a function, as in wandb.agent(sweep_id, function=train)")
    function()
    finish()


def login(*_args: _Any, **_settings: _Any) -> bool:
    """Does nothing: there is no account."""
    return True


def setup(*_args: _Any, **_settings: _Any) -> None:
    """Does nothing."""


def require(*_args: _Any, **_settings: _Any) -> None:
    """Does nothing."""


def termlog(text: str = "", *_args: _Any, **_settings: _Any) -> None:
    """Writes to the trial's log."""
    _say(text)


def termwarn(text: str = "", *_args: _Any, **_settings: _Any) -> None:
    """Writes to the trial's log."""
    _say(text)


def termerror(text: str = "", *_args: _Any, **_settings: _Any) -> None:
    """Writes to the trial's log."""
    _say(text)


_OF_THE_RUN = (
    "alert", "define_metric", "log", "log_artifact", "log_code", "log_model", "mark_preempting", "save", "unwatch",
    "watch")

__all__ = sorted([
    "AlertLevel", "Artifact", "Audio", "CommError", "Config", "Error", "Histogram", "Html", "Image", "Molecule",
    "Object3D", "Run", "Settings", "Table", "UsageError", "Video", "agent", "config", "errors", "finish", "init",
    "join", "login", "plot", "require", "run", "setup", "summary", "sweep", "termerror", "termlog", "termwarn",
    *_OF_THE_RUN])

join = finish


def _call(name: str) -> _Callable[..., _Any]:
    def call(*args: _Any, **settings: _Any) -> _Any:
        if _current is None:
            raise Error(f"call wandb.init() before wandb.{name}()")
        return getattr(_current, name)(*args, **settings)

    call.__name__ = call.__qualname__ = name
    call.__doc__ = getattr(Run, name).__doc__
    return call


globals().update({name: _call(name) for name in _OF_THE_RUN})
globals().update({name: _refusal(name) for name in _REFUSED})


class _BeforeInit:
    """Stands for the configuration or the summary while there is no run."""

    def __init__(self, name: str) -> None:
        vars(self)["_name"] = name

    def _refuse(self, *_args: _Any) -> _Any:
        raise Error(f"call wandb.init() before wandb.{vars(self)['_name']}")

    __getattr__ = __setattr__ = __getitem__ = __setitem__ = __contains__ = __iter__ = __len__ = _refuse


def _is_disabled(mode: _Optional[str], settings: _Any) -> bool:
    given = mode or (settings.get("mode") if isinstance(settings, dict) else getattr(settings, "mode", None))
    if given is None and _os.environ.get("WANDB_DISABLED", "").lower() in ("true", "1", "yes", "on"):
        return True
    return (given or _os.environ.get("WANDB_MODE", "")) == "disabled"


def _chosen(config: _Any, excluded: _Any, included: _Any) -> dict:
    values = _settings(config)
    return {
        name: value for name, value in values.items()
        if (included is None or name in included) and (excluded is None or name not in excluded)}


def __getattr__(name: str) -> _Any:
    if name == "run":
        return _current
    if name in ("config", "summary"):
        return _BeforeInit(name) if _current is None else getattr(_current, name)
    if name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    raise AttributeError(
        f"wandb.{name} is not here: this wandb is the one of experiments, which works without W&B and has "
        f"{', '.join(__all__)}")


def __dir__() -> _List[str]:
    return [*__all__, *_REFUSED]


_refuse_modules()
