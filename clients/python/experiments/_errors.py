"""What can go wrong, in a sentence each."""
from __future__ import annotations

from typing import Any, Sequence


class ExperimentsError(Exception):
    """Something that a user can put right."""


class UnreachableError(ExperimentsError):
    """Nothing answers at the address of the API."""


class ApiError(ExperimentsError):
    """The API has refused a request. The text is the sentence that it gave."""

    def __init__(self, status: int, detail: str, errors: Sequence[Any] = ()) -> None:
        super().__init__(detail)
        self.status = status
        """The status code of HTTP."""
        self.errors = list(errors)
        """What is wrong with a sweep file: records with ``file``, ``line``, ``column`` and ``message``."""

    def __reduce__(self) -> Any:
        return type(self), (self.status, str(self), self.errors)


class UnauthorizedError(ApiError):
    """The token is missing, or is not that of the database."""


class NotFoundError(ApiError):
    """There is no such sweep, trial, file or node."""


class ConflictError(ApiError):
    """The change is not possible now, such as a pause of a sweep that has ended."""


class SweepFileError(ApiError):
    """A sweep file has errors, which are all in :attr:`errors`."""

    def __str__(self) -> str:
        if len(self.errors) < 2:
            return super().__str__()
        return "\n".join(f"{one.file}:{one.line}:{one.column}: {one.message}" for one in self.errors)


def refusal(status: int, detail: str, errors: Sequence[Any]) -> ApiError:
    """Returns the error for a status code."""
    if errors:
        return SweepFileError(status, detail, errors)
    kind = {401: UnauthorizedError, 404: NotFoundError, 409: ConflictError}.get(status, ApiError)
    return kind(status, detail)
