"""Finds the module 'wandb' for programs of W&B's sweep files: W&B's own wherever it is, and else the one beside it."""
from _experiments_finding import hand_over

hand_over(__name__, __file__, "../always/wandb")
