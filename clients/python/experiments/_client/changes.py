"""What is changed about a sweep."""
from __future__ import annotations

from datetime import timedelta
from typing import Any, Mapping, Optional, Union

from .._record import Record
from .http import Api
from .values import sweep_of


class SweepChanges:
    """The changes of a sweep. Each does what the command of its name does, and returns the sentence that it prints."""

    _api: Api
    info: Record

    def _path(self, path: str) -> str:
        raise NotImplementedError

    def pause(self) -> str:
        """Starts no more trials until the sweep is resumed; running ones finish."""
        return self._change("pause")

    def resume(self) -> str:
        """Continues a paused sweep."""
        return self._change("resume")

    def stop(self) -> str:
        """Ends the sweep: no more trials start, running ones finish."""
        return self._change("stop")

    def cancel(self) -> str:
        """Ends the sweep now: running trials save a checkpoint and end."""
        return self._change("cancel")

    def extend(
        self, run_cap: Optional[int] = None, time: Union[None, str, timedelta] = None,
        device_hours: Optional[float] = None, no_better_after: Optional[int] = None,
    ) -> str:
        """Gives the sweep more trials or more of its budget, in total; one that has ended continues.

        :param time: such as ``"3h"``.
        """
        text = f"{time.total_seconds():g}s" if isinstance(time, timedelta) else time
        given = dict(run_cap=run_cap, time=text, device_hours=device_hours, no_better_after=no_better_after)
        return self._change("extend", {name: value for name, value in given.items() if value is not None})

    def enqueue(self, *trials: Mapping[str, Any]) -> str:
        """Gives the sweep trials to run next."""
        return self._change("enqueue", [dict(trial) for trial in trials])

    def confirm(self, top: int = 3, repeats: int = 5) -> str:
        """Repeats the best trials with other seeds, up to ``repeats`` trials of each; one that has ended continues."""
        return self._change("confirm", {"top": top, "repeats": repeats})

    def limit(self, most: Optional[int]) -> str:
        """Lets the sweep run at most so many trials at a time; None lifts that."""
        return self._change("limit", {"most": most})

    def retry(self, *trials: int) -> str:
        """Tries failed trials again, all or these."""
        return self._change("retry", {"trials": list(trials)} if trials else None)

    def tag(self, *tags: str) -> str:
        """Adds tags."""
        return self._change("tag", {"tags": list(tags)})

    def untag(self, *tags: str) -> str:
        """Removes tags."""
        return self._change("untag", {"tags": list(tags)})

    def note(self, text: Optional[str]) -> str:
        """Writes a note, or removes it."""
        return self._change("note", {"note": text})

    def rename(self, name: str) -> str:
        """Gives the sweep another name."""
        return self._change("rename", {"name": name})

    def archive(self) -> str:
        """Hides the sweep from lists."""
        return self._change("archive")

    def unarchive(self) -> str:
        """Shows the sweep in lists again."""
        return self._change("unarchive")

    def delete(self) -> str:
        """Deletes the sweep with everything that belongs to it."""
        return self._api.delete(self._path("")).done

    def _change(self, verb: str, content: Any = None) -> str:
        answer = self._api.post(self._path(f"/{verb}"), content)
        self.info = sweep_of(answer.sweep)
        return answer.done
