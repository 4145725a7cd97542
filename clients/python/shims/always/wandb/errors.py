"""What can go wrong in a call, in a sentence each."""
from __future__ import annotations


class Error(Exception):
    """A call that cannot be answered here."""


class UsageError(Error):
    """A call that is wrong in itself."""


class CommError(Error):
    """A call for which W&B would ask its server, and there is none."""


class ConfigError(Error):
    """A value of the configuration would be changed that was set before."""
