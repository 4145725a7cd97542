"""The run that a trial is."""
from __future__ import annotations

import atexit
import glob
import os
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any, Dict, Iterable, List, Optional, Sequence, Set, Tuple

from ._artifact import Artifact, file_name, of_path
from ._config import Config
from ._media import media
from ._metrics import Metric, Metrics
from ._saying import say, say_once
from ._summary import Summary
from ._trial import trial
from ._values import flat, number
from .errors import CommError, UsageError

_LONGEST_NAME = 200

# Begins a line that the node reads as one of a package (RFC 7464). From the first one on it reads no others.
_RECORD = b"\x1e"


class Run:
    """What ``init`` returns. A trial is one run: what it logs are the trial's metrics."""

    def __init__(
            self, name: Optional[str], project: Optional[str], entity: Optional[str], tags: Sequence[str],
            notes: Optional[str], group: Optional[str], job_type: Optional[str], disabled: bool,
            after: Optional["Run"]) -> None:
        self._trial = trial()
        self.id: str = f"{self._trial.sweep}-{self._trial.number}" if self._trial.sweep else "alone"
        self.name: str = name or f"trial-{self._trial.number}"
        self.project, self.entity, self.group, self.job_type = project or "", entity or "", group, job_type
        self.tags: Tuple[str, ...] = tuple(tags)
        self.notes = notes
        self.disabled = disabled
        self.offline = True
        self.start_time = time.time()
        self.config = Config({} if self._trial.alone else self._trial.params)
        self.summary = Summary()
        resumed = self._trial.resumed_step
        self.resumed = resumed is not None
        self._step = 0 if resumed is None or after else resumed + 1
        # A program that begins another run continues the metrics of the same trial.
        self._offset = after._farthest + 1 if after else 0
        self._farthest = self._step + self._offset
        self._metrics = Metrics()
        self._saved: List[Tuple[str, Optional[str]]] = []
        self._reported: Set[str] = set()
        self._lock = threading.RLock()
        self._is_finished = False
        atexit.register(self._at_exit)
        if not disabled and not self._trial.alone and after is None:
            _announce(self._trial.id)

    @property
    def step(self) -> int:
        """The step of the next values, from 0."""
        return self._step

    @property
    def url(self) -> str:
        """SWEEP/NUMBER, the name that commands and the page of the sweep know the trial by."""
        return self._trial.id

    @property
    def path(self) -> str:
        """The same as :attr:`url`."""
        return self._trial.id

    @property
    def sweep_id(self) -> Optional[str]:
        """The id of the sweep."""
        return self._trial.sweep or None

    @property
    def dir(self) -> str:
        """The folder whose files are kept when the program has ended."""
        return str(self._trial.artifact_dir)

    def log(
            self, data: Mapping, step: Optional[int] = None, commit: Optional[bool] = None,
            sync: Optional[bool] = None) -> None:
        """Reports values. Without ``step`` each call is a step; ``commit=False`` adds to the current one."""
        if not isinstance(data, Mapping) or any(not isinstance(name, str) for name in data):
            raise UsageError(f"log takes a dict whose keys are names, and not {data!r}")
        with self._lock:
            if self._is_finished:
                raise UsageError("the run has finished; call init() before log()")
            given = None if step is None else number(step)
            if step is not None and given is None:
                raise UsageError(f"a step is a whole number, and not {step!r}")
            if given is not None and given < self._step:
                say_once("back", f"step {given} is before {self._step}, the current one: what is logged there is lost")
                return
            self._step = self._step if given is None else int(given)
            if not self.disabled:
                self._write(dict(flat(data)), is_given=given is not None)
            if commit or (commit is None and step is None):
                self._step += 1

    def define_metric(
            self, name: str, step_metric: Any = None, step_sync: Optional[bool] = None, hidden: Optional[bool] = None,
            summary: Optional[str] = None, goal: Optional[str] = None, overwrite: Optional[bool] = None) -> Metric:
        """Says which metric is the x axis of another one, and what its summary is."""
        return self._metrics.define(name, step_metric, summary, goal)

    def finish(self, exit_code: Optional[int] = None, quiet: Optional[bool] = None) -> None:
        """Reports what the program has set in the summary, and keeps its files."""
        with self._lock:
            if self._is_finished:
                return
            self._is_finished = True
            atexit.unregister(self._at_exit)
            if self.disabled:
                return
            for pattern, base in self._saved:
                self._keep(pattern, base)
            values = self.summary.unsaid()
            if values:
                self._report({"step": self._farthest + (not self._reported.isdisjoint(values)), **values})

    def save(self, glob_str: Any = None, base_path: Any = None, policy: str = "live") -> List[str]:
        """Keeps files now, and as they are when the run finishes."""
        if glob_str is None:
            raise UsageError("save takes the name of a file, or a pattern such as '*.pt'")
        pattern, base = os.fspath(glob_str), None if base_path is None else os.fspath(base_path)
        if policy != "now":
            self._saved.append((pattern, base))
        return self._keep(pattern, base)

    def log_artifact(
            self, artifact_or_path: Any, name: Optional[str] = None, type: Optional[str] = None,
            aliases: Optional[Iterable[str]] = None, **_settings: Any) -> Artifact:
        """Keeps an artifact, or a file or folder as one."""
        artifact = artifact_or_path if isinstance(artifact_or_path, Artifact) else of_path(
            artifact_or_path, name, type)
        if not self.disabled:
            artifact.keep()
        return artifact

    def log_model(self, path: Any, name: Optional[str] = None, aliases: Optional[Iterable[str]] = None) -> None:
        """Keeps a file or folder as an artifact."""
        self.log_artifact(path, name, "model")

    def log_code(self, *_args: Any, **_settings: Any) -> None:
        """Does nothing: the checksum of the program is recorded with each sweep."""

    def watch(self, models: Any = None, *_args: Any, **_settings: Any) -> None:
        """Does nothing but say so: gradients are not recorded."""
        say_once("watch", "watch() records no gradients and no graph; log what you need of them")

    def unwatch(self, models: Any = None) -> None:
        """Does nothing."""

    def alert(self, title: str, text: str, level: Any = None, wait_duration: Any = None) -> None:
        """Writes to the trial's log."""
        say(f"alert: {title}: {text}")

    def use_artifact(self, artifact_or_name: Any, *_args: Any, **_settings: Any) -> Any:
        """Is refused: a trial keeps files and does not fetch those of others."""
        raise CommError(f"there is no server to fetch {artifact_or_name!r} from: read the files where they are")

    def mark_preempting(self) -> None:
        """Does nothing: a trial is continued elsewhere in any case."""

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, *_exception: Any) -> None:
        self.finish()

    def __getattr__(self, name: str) -> Any:
        known = ", ".join(one for one in sorted({*dir(type(self)), *vars(self)}) if not one.startswith("_"))
        raise AttributeError(f"a run has no '{name}' here: it has {known}")

    def _write(self, data: Dict[str, Any], is_given: bool) -> None:
        values = {}
        for name, value in data.items():
            found = number(value)
            if found is None:
                self._keep_value(name, value)
            elif not name.strip() or _length(name) > _LONGEST_NAME or not name.isprintable():
                say_once(f"name.{name}", f"{name!r} is no name of a metric: it needs 1 to {_LONGEST_NAME} characters")
            else:
                values[name] = found
        summaries = {name: self._metrics.summaries(name, value) for name, value in values.items()}
        for name, value in values.items():
            self.summary.keep(name, summaries[name] or value)
        for row in self._metrics.rows(values, self._step + self._offset, is_given, summaries):
            self._report(row)

    def _report(self, row: Dict[str, Any]) -> None:
        # The first value is the position.
        self._farthest = max(self._farthest, next(iter(row.values())))
        self._reported.update(row)
        self._trial.report(row)

    def _keep_value(self, name: str, value: Any) -> None:
        files = media(value)
        for at, file in enumerate(files):
            end = f"_{self._step}" if len(files) == 1 else f"_{self._step}_{at}"
            file.keep(f"media/{file_name(name)}{end}")
        if not files and value is not None:
            kind = type(value).__name__
            say_once(f"value.{name}", f"'{name}' is {kind}, which is no metric, and not kept: print it, or save a file")

    def _keep(self, pattern: str, base: Optional[str]) -> List[str]:
        kept = []
        root = os.path.realpath(self.dir)
        for path in sorted(glob.glob(os.path.expanduser(pattern), recursive=True)):
            if os.path.isdir(path) or self.disabled:
                continue
            kept.append(path)
            # What is in the folder of the run is kept as it is.
            if not os.path.realpath(path).startswith(root + os.sep):
                self._trial.log_artifact(path, file_name(os.path.relpath(path, base or os.curdir)))
        if not kept and not self.disabled:
            say_once(f"save.{pattern}", f"save() found no file {pattern!r} yet")
        return kept

    def _at_exit(self) -> None:
        try:
            self.finish()
        except SystemExit:
            # The trial was told to end before.
            pass


def _announce(name: str) -> None:
    """Tells the node that the metrics come from here, and not from what the program prints for people."""
    try:
        sys.stdout.flush()
    except (AttributeError, OSError, ValueError):
        # The program has replaced or closed it.
        pass
    os.write(1, _RECORD + f"wandb.init: trial {name}, offline\n".encode())


def _length(name: str) -> int:
    """Returns the length as the node counts it, in units of UTF-16."""
    return len(name.encode("utf-16-le", "surrogatepass")) // 2
