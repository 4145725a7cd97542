"""Everything that blocks, without blocking an event loop."""
from __future__ import annotations

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from typing import Any, AsyncIterator, Callable, TypeVar

from .pages import Pages
from .watch import Watch

F = TypeVar("F", bound=Callable[..., Any])

_END = object()


class Aio:
    """A client, sweep or list for programs with an event loop: ``await client.aio.submit(...)``.

    It has the same attributes. Methods that ask the API are coroutines, and lists are iterated by ``async for``, both
    in threads. What they return is of this kind again.
    """

    def __init__(self, target: Any) -> None:
        self._target = target

    @property
    def sync(self) -> Any:
        """The object that blocks."""
        return self._target

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if not callable(value):
            return _twin(value)
        if getattr(value, "is_lazy", False):
            return lambda *given, **named: _twin(value(*given, **named))

        async def call(*given: Any, **named: Any) -> Any:
            return _twin(await asyncio.to_thread(value, *given, **named))

        return functools.update_wrapper(call, value, updated=())

    async def __aiter__(self) -> AsyncIterator[Any]:
        iterator = iter(self._target)
        loop = asyncio.get_running_loop()
        # A thread of its own: those of the loop are few, and a sweep may be watched for days.
        with _Thread() as thread:
            try:
                while True:
                    item = await loop.run_in_executor(thread, next, iterator, _END)
                    if item is _END:
                        return
                    yield _twin(item)
            finally:
                if isinstance(iterator, Watch):
                    iterator.close()

    def __repr__(self) -> str:
        return f"{self._target!r}.aio"


class _Thread(ThreadPoolExecutor):
    def __init__(self) -> None:
        super().__init__(max_workers=1, thread_name_prefix="experiments")

    def __exit__(self, *_: Any) -> None:
        # The loop must not wait for an answer that nobody wants any more.
        self.shutdown(wait=False)


def lazy(method: F) -> F:
    """Marks a method that returns at once, and asks the API only when its result is iterated."""
    method.is_lazy = True  # type: ignore[attr-defined]
    return method


def _twin(value: Any) -> Any:
    if isinstance(value, list):
        return [_twin(item) for item in value]
    return value.aio if hasattr(type(value), "aio") else Aio(value) if isinstance(value, (Pages, Watch)) else value
