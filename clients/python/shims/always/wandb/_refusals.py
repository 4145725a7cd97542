"""What is refused by name: everything that needs a server of W&B."""
from __future__ import annotations

import sys
from typing import Any, Callable

from .errors import CommError

REFUSED = {
    "Api": "it asks W&B's server; ask this cluster with experiments.connect(), or by its HTTP API",
    "controller": "the sweep is decided by this cluster",
    "link_artifact": "there is no registry; the trial's files are in its artifacts",
    "link_model": "there is no registry; the trial's files are in its artifacts",
    "restore": "it fetches files from W&B's server; a trial continues from the files in TRIAL_CHECKPOINT_DIR",
    "use_artifact": "it fetches files from W&B's server; read them where they are",
    "use_model": "it fetches files from W&B's server; read them where they are",
}
"""Why each of the calls is refused."""


def refusal(name: str) -> Callable[..., Any]:
    """Returns a function that refuses to be called."""
    def refused(*_args: Any, **_settings: Any) -> Any:
        raise CommError(f"wandb.{name} is not here: {REFUSED[name]}")

    refused.__name__ = refused.__qualname__ = name
    refused.__doc__ = f"Is refused: {REFUSED[name]}."
    return refused


class _Modules:
    """Refuses modules of W&B that are not here, in a sentence."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> None:
        """Refuses a module that no finder before this one has found."""
        if name.startswith("wandb."):
            raise ModuleNotFoundError(
                f"No module named {name!r}: this wandb is the one of experiments, which works without W&B and has no "
                "integrations; log with wandb.log(), or install wandb and leave 'shim: wandb' out", name=name)


def refuse_modules() -> None:
    """Begins to refuse modules."""
    if _Modules not in sys.meta_path:
        sys.meta_path.append(_Modules)
