"""Programs that tests run, each in a process of its own."""
from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Optional

PACKAGE = Path(__file__).resolve().parent.parent
LIMIT = 20


class Script:
    """A script that is started as a node starts a trial, or alone."""

    def __init__(
            self, text: str, params: Optional[Dict[str, Any]] = None, arguments: List[str] = [],
            path: List[Path] = [PACKAGE], files: Dict[str, str] = {}, resumed: Optional[int] = 3) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="experiments-test-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        for name in ("checkpoint", "artifacts"):
            (self.folder / name).mkdir()
        for name, content in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(content, "utf-8")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TRIAL_")}
        environment["PYTHONPATH"] = ":".join(map(str, path))
        if params is not None:
            environment.update(
                PYTHONUNBUFFERED="1", TRIAL_PARAMETERS=json.dumps(params), TRIAL_ID="abc/7", TRIAL_SWEEP="abc",
                TRIAL_NUMBER="7", TRIAL_ATTEMPT="2", TRIAL_SEED="4294967295", TRIAL_DEVICE="cuda",
                TRIAL_CHECKPOINT_DIR=str(self.folder / "checkpoint"),
                TRIAL_ARTIFACT_DIR=str(self.folder / "artifacts"))
            if resumed is not None:
                environment["TRIAL_RESUMED_STEP"] = str(resumed)
        self.process = subprocess.Popen(
            [sys.executable, "-c", text, *arguments], cwd=self.folder, env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end(self) -> "Script":
        """Waits for its end."""
        out, err = self.process.communicate(timeout=LIMIT)
        self.out, self.err = out.decode("utf-8"), err.decode("utf-8")
        return self

    def ended_well(self) -> str:
        """Waits for its end, and returns what it printed."""
        self.end()
        if self.process.returncode != 0:
            raise AssertionError(f"it ended with {self.process.returncode}: {self.err}")
        return self.out


def lines(out: str) -> List[str]:
    """Returns the lines as a node reads them: a record separator begins one."""
    text = out.replace("\n\x1e", "\n").removeprefix("\x1e").replace("\x1e", "\n")
    return text.split("\n")[:-1]
