"""The trial that this program is, through the client that is beside this module."""
from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from typing import Any

_FOLDER = os.path.join(
    os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))), "experiments")

# The client's name for a program that has another package called experiments.
_OTHER_NAME = "_experiments_client"


def trial() -> Any:
    """Returns the trial."""
    return _client().trial()


def _client() -> Any:
    """Imports the client, which is the program's as well unless it has another package of that name."""
    try:
        found = importlib.import_module("experiments")
        if os.path.realpath(os.path.dirname(found.__file__ or "")) == _FOLDER:
            return found
    except (ImportError, AttributeError, TypeError):
        pass
    if _OTHER_NAME not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            _OTHER_NAME, os.path.join(_FOLDER, "__init__.py"), submodule_search_locations=[_FOLDER])
        module = sys.modules[_OTHER_NAME] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[_OTHER_NAME]
