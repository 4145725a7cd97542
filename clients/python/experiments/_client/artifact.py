"""The files that programs left."""
from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import Union
from urllib.parse import quote

from .._errors import ExperimentsError
from .._record import Record
from .aio import Aio
from .http import Api


class Artifact:
    """A file that a trial's program left."""

    def __init__(self, api: Api, sweep: str, info: Record) -> None:
        self._api = api
        self._sweep = sweep
        self.info: Record = info
        """``trial``, ``path``, ``size`` in bytes, ``attempt``, ``stored_at``, ``sha256``."""

    @property
    def path(self) -> str:
        """The path within the trial's folder."""
        return self.info.path

    @property
    def aio(self) -> Aio:
        """The same for programs with an event loop."""
        return Aio(self)

    def read(self) -> bytes:
        """Returns the content, which is checked."""
        content = self._api.read(f"{self._sweep}/trials/{self.info.trial}/artifacts/{quote(self.path, safe='/')}")
        if hashlib.sha256(content).hexdigest() != self.info.sha256.lower():
            raise ExperimentsError(f"{self.path} has not arrived as it is stored: ask for it again")
        return content

    def download(self, folder: Union[str, "os.PathLike[str]"], overwrite: bool = False) -> Path:
        """Writes the file into a folder, under its path, and returns where it is."""
        parts = PurePosixPath(self.path)
        if parts.is_absolute() or ".." in parts.parts:
            raise ExperimentsError(f"{self.path} would be outside of the folder")
        target = Path(folder) / parts
        if target.exists() and not overwrite:
            raise ExperimentsError(f"{target} is there already: say overwrite=True to replace it")
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        new.write_bytes(self.read())
        os.replace(new, target)
        return target

    def __repr__(self) -> str:
        return f"<{self.path} of trial {self.info.trial}, {self.info.size} bytes>"
