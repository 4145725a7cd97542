"""Finds the package 'experiments' for programs that a node runs.

A node puts this folder at the end of PYTHONPATH, which comes before installed packages. A program that has a package
of this name itself, wherever it is, must still get its own. Only a program that has none gets the client, which makes
the modules of a folder 'experiments' without __init__.py importable.
"""
from _experiments_finding import hand_over

hand_over(__name__, __file__, "../experiments")
