"""Trials that report, and sweeps that are asked and changed, from Python.

In a program that runs as a trial::

    import experiments

    trial = experiments.trial(learning_rate=0.1, epochs=10)
    for epoch in range(1, trial.params.epochs + 1):
        loss = train(trial.params.learning_rate)
        if not trial.report(epoch=epoch, val_loss=loss):
            break

From outside::

    sweep = experiments.connect().submit("sweep.yaml")
    for state in sweep.watch():
        print(state.sweep.trials.completed, state.sweep.best_objective)
    print(sweep.best().parameters)

With trials that this process carries out itself, wherever it runs::

    study = experiments.study({"learning_rate": {"min": 0.0001, "max": 0.1}}, run_cap=20)
    for trial in study:
        study.tell(trial, train(trial.params.learning_rate))
"""
from pkgutil import extend_path as _extend_path
from typing import TYPE_CHECKING as _TYPE_CHECKING, Any as _Any

from ._errors import (
    ApiError, ConflictError, ExperimentsError, NotFoundError, SweepFileError, UnauthorizedError, UnreachableError)
from ._program.trial import Trial, trial
from ._record import Curve, Group, Record
from ._version import VERSION as __version__

if _TYPE_CHECKING:
    from ._client.aio import Aio
    from ._client.artifact import Artifact
    from ._client.client import Client, connect
    from ._client.outside import OutsideTrial
    from ._client.pages import Pages, Table
    from ._client.study import Study, study
    from ._client.sweep import Sweep
    from ._client.watch import Watch

# A folder 'experiments' of the program's own, with modules but without __init__.py, stays importable.
__path__ = _extend_path(__path__, __name__)

__all__ = [
    "Aio", "ApiError", "Artifact", "Client", "ConflictError", "Curve", "ExperimentsError", "Group", "NotFoundError",
    "OutsideTrial", "Pages", "Record", "Study", "Sweep", "SweepFileError", "Table", "Trial", "UnauthorizedError",
    "UnreachableError", "Watch", "__version__", "connect", "study", "trial",
]

_FROM_OUTSIDE = {
    "Aio": "aio", "Artifact": "artifact", "Client": "client", "connect": "client", "Pages": "pages", "Table": "pages",
    "OutsideTrial": "outside", "Study": "study", "study": "study", "Sweep": "sweep", "Watch": "watch",
}


def __getattr__(name: str) -> _Any:
    """Imports the client when it is used: a trial does without it, and starts sooner."""
    if name not in _FROM_OUTSIDE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"{__name__}._client.{_FROM_OUTSIDE[name]}"), name)
    return value
