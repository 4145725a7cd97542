"""Named collections of files, which are kept with the trial."""
from __future__ import annotations

import os
import re
import tempfile
from contextlib import contextmanager
from typing import Any, Dict, Iterator, List, Optional, Tuple

from ._media import Media
from ._trial import trial
from .errors import CommError, UsageError

# Names that a file may have on every machine.
_ODD = re.compile(r"[^\w\-./ @+=%]")


def file_name(name: str) -> str:
    """Returns a relative name, without what a file cannot have in its name."""
    parts = [part for part in _ODD.sub("_", name).split("/") if part not in ("", ".", "..")]
    return "/".join(parts) or "_"


class Artifact:
    """Files under a name. They are kept when it is logged, as ``artifacts/NAME/…`` of the trial's files."""

    def __init__(
            self, name: str, type: str, description: Optional[str] = None, metadata: Optional[Dict[str, Any]] = None,
            **_settings: Any) -> None:
        self.name, self.type, self.description = name, type, description
        self.metadata: Dict[str, Any] = dict(metadata or {})
        self.aliases: List[str] = ["latest"]
        self.version = "v0"
        self._files: List[Tuple[Any, str]] = []

    def add_file(self, local_path: Any, name: Optional[str] = None, **_settings: Any) -> None:
        """Adds a file."""
        if not os.path.isfile(local_path):
            raise UsageError(f"there is no file {os.fspath(local_path)!r}")
        self._files.append((local_path, name or os.path.basename(local_path)))

    def add_dir(self, local_path: Any, name: Optional[str] = None, **_settings: Any) -> None:
        """Adds the files of a folder."""
        if not os.path.isdir(local_path):
            raise UsageError(f"there is no folder {os.fspath(local_path)!r}")
        for folder, _, files in sorted(os.walk(local_path)):
            for file in sorted(files):
                path = os.path.join(folder, file)
                self._files.append((path, os.path.join(name or "", os.path.relpath(path, local_path))))

    def add(self, obj: Any, name: str, **_settings: Any) -> None:
        """Adds a table or a picture."""
        if not isinstance(obj, Media):
            raise UsageError(f"an Artifact takes tables and pictures by add(), and not {type(obj).__name__}")
        self._files.append((obj, name))

    def add_reference(self, uri: Any, *_args: Any, **_settings: Any) -> None:
        """Is refused: nothing here follows references."""
        raise UsageError(f"an Artifact here has files, and no references such as {uri!r}: use add_file or add_dir")

    @contextmanager
    def new_file(self, name: str, mode: str = "w", encoding: Optional[str] = None) -> Iterator[Any]:
        """Opens a new file that is added."""
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file")
            with open(path, mode, encoding=encoding if "b" in mode else encoding or "utf-8") as file:
                yield file
            with open(path, "rb") as file:
                self._files.append((file.read(), name))

    def wait(self, timeout: Optional[int] = None) -> "Artifact":
        """Returns this artifact: its files are there already."""
        return self

    def download(self, *_args: Any, **_settings: Any) -> str:
        """Is refused: a trial keeps files and does not fetch those of others."""
        raise CommError(f"there is no server to fetch '{self.name}' from: read the files where they are")

    def keep(self) -> None:
        """Keeps all files."""
        root = f"artifacts/{file_name(self.name)}"
        for source, name in self._files:
            target = f"{root}/{file_name(name)}"
            if isinstance(source, Media):
                source.keep(target)
            elif isinstance(source, bytes):
                with tempfile.NamedTemporaryFile() as file:
                    file.write(source)
                    file.flush()
                    trial().log_artifact(file.name, target)
            else:
                trial().log_artifact(source, target)


def of_path(path: Any, name: Optional[str], kind: Optional[str]) -> Artifact:
    """Returns an artifact of a file or folder."""
    artifact = Artifact(name or os.path.basename(os.fspath(path).rstrip("/")), kind or "unspecified")
    (artifact.add_dir if os.path.isdir(path) else artifact.add_file)(path)
    return artifact
