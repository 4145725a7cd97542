"""The way to sweeps from outside."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, List, Mapping, Optional, Union

from .aio import Aio
from .._errors import ExperimentsError, SweepFileError
from .http import Api, segment, to_json
from .._record import Record
from .sweep import Sweep
from .values import sweep_of

_DEFAULT_URL = "http://127.0.0.1:9464"
_YAML = "application/yaml"
_JSON = "application/json"

SweepFile = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""The path of a sweep file; its text, which has more than one line; or its content as a mapping."""


def connect(
    url: Optional[str] = None, token: Optional[str] = None, authority: Optional[str] = None,
) -> Client:
    """Returns a client of the API of a silo, or of ``experiments ui``.

    :param url: the address: on another machine https. Default: the variable ``EXPERIMENTS_URL``, else
        http://127.0.0.1:9464.
    :param token: a token of a person, or on this machine what ``experiments token`` prints. Default: the variable
        ``EXPERIMENTS_TOKEN``, else that program is asked, which is looked for above this package and on the ``PATH``.
    :param authority: the file of the certificate of an authority to trust instead of those of the system, such as that
        of ``experiments cert``. Default: the variable ``EXPERIMENTS_AUTHORITY``.
    """
    return Client(Api(
        url or os.environ.get("EXPERIMENTS_URL") or _DEFAULT_URL,
        (token or os.environ.get("EXPERIMENTS_TOKEN") or _ask_for_token()).strip(),
        authority or os.environ.get("EXPERIMENTS_AUTHORITY")))


class Client:
    """Sweeps and nodes, as one silo knows them. See :func:`connect`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def url(self) -> str:
        """The address of the API."""
        return self._api.url

    @property
    def aio(self) -> Aio:
        """The same for programs with an event loop."""
        return Aio(self)

    def submit(self, file: SweepFile) -> Sweep:
        """Submits a sweep file to the cluster and returns the sweep, whose ``warnings`` say what is hardly meant.

        Paths in a mapping or text are relative to the current folder, those in a file to its own.

        :raises SweepFileError: if the file has errors.
        """
        answer = self._send(file)
        return Sweep(self._api, answer.sweep, answer.warnings)

    def dry_run(self, file: SweepFile) -> Record:
        """Returns what a sweep file would run: ``trials``, ``epochs``, the ``first`` trials, ``warnings`` and so on.

        :raises SweepFileError: if the file has errors.
        """
        return self._send(file, dry_run=True)

    def validate(self, file: SweepFile) -> List[Record]:
        """Returns what is wrong with a sweep file: records with ``file``, ``line``, ``column``, ``message``."""
        try:
            self.dry_run(file)
            return []
        except SweepFileError as refused:
            return refused.errors

    def sweep(self, name: str) -> Sweep:
        """Returns a sweep by its id, the beginning of one, or the name of the newest sweep of that name."""
        return Sweep(self._api, self._api.get(f"/api/sweeps/{segment(name)}").sweep)

    def sweeps(self, tag: Union[None, str, List[str]] = None, archived: bool = False, limit: int = 100) -> List[Sweep]:
        """Returns the newest sweeps, newest first.

        :param tag: only sweeps with this tag, or all of these.
        :param limit: at most so many, up to 10,000.
        """
        found = self._api.get("/api/sweeps", tag=tag, archived=archived, limit=limit)
        return [Sweep(self._api, sweep_of(one)) for one in found]

    def nodes(self) -> List[Record]:
        """Returns the nodes that are alive, and the trials on them."""
        return self._api.get("/api/nodes")

    def drain(self, node: str) -> str:
        """Lets a node take no more trials; those that run there go on elsewhere. Returns what was done."""
        return self._api.post(f"/api/nodes/{segment(node)}/drain").done

    def undrain(self, node: str) -> str:
        """Lets a node take trials again. Returns what was done."""
        return self._api.post(f"/api/nodes/{segment(node)}/undrain").done

    def __repr__(self) -> str:
        return f"<experiments at {self.url}>"

    def _send(self, file: SweepFile, **query: Any) -> Record:
        here = os.path.join(os.getcwd(), "sweep.yaml")
        if isinstance(file, Mapping):
            return self._api.send("/api/sweeps", to_json(dict(file)), _JSON, file=here, **query)
        if isinstance(file, str) and ("\n" in file or file.lstrip().startswith("{")):
            return self._api.send("/api/sweeps", file.encode("utf-8"), _YAML, file=here, **query)
        path = Path(file).absolute()
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise ExperimentsError(f"{path} cannot be read as a sweep file: {fault.strerror}") from None
        return self._api.send("/api/sweeps", content, _YAML, file=str(path), **query)


def _ask_for_token() -> str:
    program = _find_program()
    if program is None:
        raise ExperimentsError(
            "there is no token: set EXPERIMENTS_TOKEN to what 'experiments token' prints, or have that program on the "
            "PATH")
    asked = subprocess.run([program, "token"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        raise ExperimentsError(f"'{program} token' gives no token: {asked.stderr.strip()}")
    return asked.stdout


def _find_program() -> Optional[str]:
    """Returns the program that came with this package, in a checkout or archive, or the one on the PATH."""
    for folder in list(Path(__file__).resolve().parents)[2:6]:
        program = folder / "experiments"
        if program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return shutil.which("experiments")
