"""Finds the package 'experiments' for programs that a node runs.

A node puts this folder at the end of PYTHONPATH, which comes before installed packages. A program that has a package
of this name itself, wherever it is, must still get its own. Only a program that has none gets the client.
"""
import importlib.machinery
import importlib.util
import os
import sys

_here = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


def _others():
    """Returns the specification of another package or module of this name, or None."""
    path = [entry for entry in sys.path if os.path.realpath(entry or os.getcwd()) != _here]
    for finder in sys.meta_path:
        if finder is importlib.machinery.PathFinder:
            spec = finder.find_spec(__name__, path)
        elif hasattr(finder, "find_spec"):
            spec = finder.find_spec(__name__, None)
        else:
            continue
        # A folder without __init__.py has no file: the client makes its modules importable.
        if spec is not None and spec.origin is not None:
            return spec
    return None


def _client():
    folder = os.path.join(os.path.dirname(_here), "experiments")
    return importlib.util.spec_from_file_location(
        __name__, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])


_spec = _others() or _client()
_module = importlib.util.module_from_spec(_spec)
# The importer returns what is here when this file has been executed.
sys.modules[__name__] = _module
_spec.loader.exec_module(_module)
