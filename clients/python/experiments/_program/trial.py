"""What a program knows and says that runs as a trial."""
from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, Iterator, Mapping, Optional, Union

from .images import save_png
from .params import read_arguments, read_params
from .._record import Record
from .reporting import Reporter, is_line
from .stopping import GoOn, StopSignal


class Trial:
    """The trial that this program is: its parameters, and where to report. See :func:`trial`."""

    def __init__(self, defaults: Mapping[str, Any]) -> None:
        given = os.environ.get("TRIAL_PARAMETERS")
        self.alone: bool = given is None
        """Whether the program runs by itself, and not as a trial of a sweep."""
        self.params: Record = (
            read_arguments(sys.argv[1:], defaults) if given is None else read_params(given, defaults))
        """The parameters, as ``params.learning_rate`` and ``params["learning_rate"]``."""
        self._reporter = Reporter(self.alone)
        self._stop = StopSignal(self.alone)
        self._folder: Optional[Path] = None

    @property
    def id(self) -> str:
        """The sweep's id and the trial's number, ``SWEEP/NUMBER``; empty alone."""
        return os.environ.get("TRIAL_ID", "")

    @property
    def sweep(self) -> str:
        """The sweep's id; empty alone."""
        return os.environ.get("TRIAL_SWEEP", "")

    @property
    def number(self) -> int:
        """The number of the trial within its sweep, from 0."""
        return int(os.environ.get("TRIAL_NUMBER", "0"))

    @property
    def attempt(self) -> int:
        """1, and one more for each restart of the trial."""
        return int(os.environ.get("TRIAL_ATTEMPT", "1"))

    @property
    def seed(self) -> int:
        """The trial's seed, at least 0 and below 2³²: the same for the same trial of the same sweep file; 0 alone."""
        return int(os.environ.get("TRIAL_SEED", "0"))

    @property
    def device(self) -> str:
        """``cuda`` or ``cpu``."""
        return os.environ.get("TRIAL_DEVICE", "cpu")

    @property
    def resumed_step(self) -> Optional[int]:
        """The step at which the restored checkpoint was saved, or None if the trial begins at the start."""
        step = os.environ.get("TRIAL_RESUMED_STEP")
        return None if step is None else int(step)

    @property
    def checkpoint_dir(self) -> Path:
        """The folder whose content is passed on to the trial's next attempt; alone, one that is deleted at the end."""
        return self._place("TRIAL_CHECKPOINT_DIR", "checkpoint")

    @property
    def artifact_dir(self) -> Path:
        """The folder whose files are kept when the program has ended; alone, a temporary one, which stays."""
        return self._place("TRIAL_ARTIFACT_DIR", "artifacts")

    def report(self, metrics: Optional[Mapping[str, Any]] = None, **more: Any) -> GoOn:
        """Reports values by name, such as ``report(epoch=1, val_loss=0.2)``, and says whether to go on.

        ``step``, or without it ``epoch``, is the position on the x axis. Names that are no identifiers are given as a
        mapping: ``report({"val/mrr@10": 0.3}, epoch=1)``. Whatever ``float`` accepts is a value, except texts; NaN and
        infinities are kept, and never rank.

        :returns: false once the trial should end: save what you need within 10 seconds, and return. A program that
            never looks at the answer ends at once instead.
        :raises TypeError: if a value is not one number.
        :raises ValueError: if there is no value, or a name is not possible.
        """
        values = {**metrics, **more} if metrics else more
        if not values:
            raise ValueError("there is nothing to report: give at least one value, such as report(epoch=1, loss=0.5)")
        self._stop.begin()
        self._reporter.write(values)
        return self._stop.answer()

    @contextmanager
    def checkpoint(self, name: str = "checkpoint") -> Iterator[Path]:
        """Saves a file of the checkpoint as a whole or not at all: report a step first, then save it.

        ``with trial.checkpoint() as file: torch.save(state, file)``
        """
        with _whole(_within(self.checkpoint_dir, name)) as new:
            yield new

    def resume(self, name: str = "checkpoint") -> Optional[Path]:
        """Returns the file that an earlier attempt saved by :meth:`checkpoint`, or None if there is none."""
        file = _within(self.checkpoint_dir, name)
        return file if file.exists() else None

    def log_artifact(self, path: Union[str, "os.PathLike[str]"], name: Optional[str] = None) -> Path:
        """Keeps a copy of a file or folder, under its own name or another one, which may have folders: ``plots/a``."""
        source = Path(path)
        target = _within(self.artifact_dir, source.resolve().name if name is None else name)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            with _whole(target) as new:
                shutil.copyfile(source, new)
        return target

    def log_text(self, name: str, text: str) -> Path:
        """Keeps a text as a file of this name, in UTF-8."""
        target = _within(self.artifact_dir, name)
        with _whole(target) as new:
            new.write_text(text, encoding="utf-8", errors="backslashreplace")
        return target

    def log_image(self, name: str, image: Any) -> Path:
        """Keeps a picture as a PNG file; the name's ending ``.png`` is added if it is missing.

        :param image: a figure of matplotlib, an image of PIL, or values from 0 to 255 as an array of uint8 or nested
            lists: (height, width) for grey, (height, width, 3) for RGB, 2 and 4 with alpha.
        """
        target = _within(self.artifact_dir, name if name.lower().endswith(".png") else name + ".png")
        with _whole(target) as new:
            save_png(image, new)
        return target

    def _place(self, variable: str, name: str) -> Path:
        given = os.environ.get(variable)
        if given:
            return Path(given)
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="trial-"))
            atexit.register(_clean, self._folder)
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return folder


_current: Optional[Trial] = None


def trial(**defaults: Any) -> Trial:
    """Returns the trial that this program is.

    A script that nobody started as a trial gets one as well: its parameters are its arguments, ``--name=value``, and
    reports are printed. So the same script runs alone.

    :param defaults: values of the parameters that are given neither by the sweep nor as arguments.
    """
    global _current
    if _current is None:
        _current = Trial(defaults)
    elif defaults:
        more = read_arguments(sys.argv[1:], defaults) if _current.alone else defaults
        for name, value in more.items():
            _current.params.setdefault(name, value)
    return _current


def _within(folder: Path, name: str) -> Path:
    """Returns the path of a file in a folder, and creates the folders of its name."""
    path = PurePosixPath(name)
    if (not path.parts or path.is_absolute() or ".." in path.parts or "\\" in name or not is_line(name)):
        raise ValueError(
            f"a file cannot be called {name!r}: a name is relative, without '..', backslashes and control characters")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Writes a file under another name first, so that nobody sees a part of it."""
    new = target.with_name(target.name + ".new")
    try:
        yield new
        os.replace(new, target)
    finally:
        if new.exists():
            new.unlink()


def _clean(folder: Path) -> None:
    """At the end of a script that runs alone: nothing continues from its checkpoints, but its files stay."""
    shutil.rmtree(folder / "checkpoint", ignore_errors=True)
    files = folder / "artifacts"
    if files.is_dir() and any(files.iterdir()):
        print(f"experiments: the files that the script left are in {files}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
