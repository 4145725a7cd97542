"""Lets a program that has a package of some name itself have its own, wherever it is, and no one else's."""
import importlib.machinery
import importlib.util
import os
import sys


def hand_over(name, file, package):
    """Replaces the module that is being imported by another one of its name, or by a package if there is none.

    :param name: the name of the module that is being imported.
    :param file: its file, which is in a folder that is its package.
    :param package: the folder of the package to use if there is no other one, relative to the folder on Python's path.
    """
    here = os.path.dirname(os.path.dirname(os.path.realpath(file)))
    spec = _others(name, here) or _package(name, os.path.normpath(os.path.join(here, package)))
    module = importlib.util.module_from_spec(spec)
    # The importer returns what is here when the file of the module has been executed.
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _others(name, here):
    """Returns the specification of another package or module of this name, or None."""
    path = [entry for entry in sys.path if os.path.realpath(entry or os.getcwd()) != here]
    for finder in sys.meta_path:
        if finder is importlib.machinery.PathFinder:
            spec = finder.find_spec(name, path)
        elif hasattr(finder, "find_spec"):
            spec = finder.find_spec(name, None)
        else:
            continue
        # A folder without __init__.py, such as the logs of a tool, has no file and is no reason to hand over.
        if spec is not None and spec.origin is not None:
            return spec
    return None


def _package(name, folder):
    return importlib.util.spec_from_file_location(
        name, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder])
