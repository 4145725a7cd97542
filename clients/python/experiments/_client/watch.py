"""The states of a sweep as they come, over as many connections as that takes."""
from __future__ import annotations

import http.client
import socket
import threading
import time
from typing import Any, Iterator, Optional

from .._errors import ApiError, ExperimentsError, UnreachableError
from .http import Api, Events
from .._record import Record
from .values import progress_of

# The API sends nothing while nothing changes, so a silence is no fault, but it may be one.
_SILENCE = 60.0
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0
_FINAL = ("completed", "failed", "stopped", "cancelled")


class Watch(Iterator[Record]):
    """An iterator over the states of a sweep: now, and after each change until it has ended. See ``Sweep.watch``.

    :param patience: how many seconds nothing may answer before the iterator gives up.
    """

    def __init__(self, api: Api, path: str, patience: float) -> None:
        self._api = api
        self._path = path
        self._patience = patience
        self._events: Optional[Events] = None
        self._states: Optional[Iterator[Any]] = None
        self._last = ""
        self._ended = False
        self._closed = threading.Event()

    def __next__(self) -> Record:
        since = time.monotonic()
        pause = _FIRST_PAUSE
        while not self._ended and not self._closed.is_set():
            fault: ExperimentsError
            try:
                if self._states is None and not self._connect():
                    break
                for tag, state in self._states or ():
                    since = time.monotonic()
                    # A new connection begins with the present state, which may be known. That shows that it works.
                    if tag == self._last:
                        continue
                    self._last, progress = tag, progress_of(state)
                    self._ended = progress.sweep.status in _FINAL
                    if self._ended:
                        self._drop()
                    return progress
                # A silo that ends closes its streams; another one may answer.
                fault = UnreachableError(f"{self._api.url} has ended the stream")
            except socket.timeout:
                self._drop()
                continue
            except ExperimentsError as lost:
                if isinstance(lost, ApiError) and lost.status < 500:
                    raise
                fault = lost
            except (OSError, http.client.HTTPException, ValueError) as lost:
                fault = UnreachableError(f"the stream of {self._api.url} has broken: {lost}")
            self._drop()
            if time.monotonic() - since > self._patience:
                raise fault
            self._closed.wait(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        self._ended = True
        self._drop()
        raise StopIteration

    def close(self) -> None:
        """Ends the iterator, also while another thread waits for it."""
        self._closed.set()
        events = self._events
        if events is not None:
            events.interrupt()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __del__(self) -> None:
        self._drop()

    def _connect(self) -> bool:
        """Connects, and returns whether there is anything to come: a sweep that was deleted meanwhile has nothing."""
        answer = self._api.open("GET", self._path, {}, None, {"Accept": "text/event-stream"}, _SILENCE)
        self._events = Events(answer)
        if answer.response.status == http.client.NO_CONTENT:
            return False
        self._states = iter(self._events)
        return True

    def _drop(self) -> None:
        if self._events is not None:
            self._events.close()
        self._events = self._states = None
