"""Requests to the HTTP API, with the standard library."""
from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
from typing import Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Tuple
from urllib.parse import quote, urlencode, urlsplit

from .._errors import ExperimentsError, UnreachableError, refusal
from .._record import Record

# An answer that takes longer than this is lost; the API itself gives up earlier.
_PATIENCE = 120.0


class Answer(NamedTuple):
    """An answer whose content is still to be read."""

    connection: http.client.HTTPConnection
    response: http.client.HTTPResponse
    socket: Any


class Api:
    """The API at an address.

    :param url: ``https://HOST:PORT``, or on this machine http.
    :param token: a token of a person, or on this machine what ``experiments token`` prints.
    :param authority: the file of the certificate of an authority to trust, in PEM format.
    """

    def __init__(self, url: str, token: str, authority: Optional[str] = None) -> None:
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ExperimentsError(f"'{url}' is no address of an API: write one such as http://127.0.0.1:9464")
        if address.scheme == "http" and not _is_here(address.hostname):
            raise ExperimentsError(
                f"'{url}' would send the token unencrypted to another machine, which refuses it: use https")
        if not token.isascii() or not token.isprintable() or not token:
            raise ExperimentsError("the token has characters that no token has: it is what 'experiments token' prints")
        self.url = url.rstrip("/")
        self._address = address
        self._token = token
        self._tls = _trust(authority) if address.scheme == "https" else None

    def get(self, path: str, **query: Any) -> Any:
        """Returns what a path answers with."""
        return self._json("GET", path, query)

    def post(self, path: str, content: Any = None, **query: Any) -> Any:
        """Sends JSON, or nothing, and returns the answer."""
        if content is None:
            return self._json("POST", path, query)
        return self.send(path, to_json(content), "application/json", **query)

    def send(self, path: str, content: bytes, kind: str, **query: Any) -> Any:
        """Sends content of a type, and returns the answer."""
        return self._json("POST", path, query, content, {"Content-Type": kind})

    def delete(self, path: str) -> Any:
        """Deletes what a path names, and returns the answer."""
        return self._json("DELETE", path, {})

    def read(self, path: str) -> bytes:
        """Returns the content at a path."""
        connection, response, _ = self.open("GET", path, {})
        try:
            return response.read()
        except (OSError, http.client.HTTPException) as fault:
            raise self._lost(fault) from fault
        finally:
            connection.close()

    def open(
        self, method: str, path: str, query: Mapping[str, Any], content: Optional[bytes] = None,
        headers: Mapping[str, str] = {}, timeout: float = _PATIENCE,
    ) -> Answer:
        """Sends a request and returns the answer, to be read; its connection is to be closed.

        :raises ApiError: if the API refuses the request.
        """
        connection = self._connection(timeout)
        try:
            connection.request(
                method, self._address.path.rstrip("/") + path + _text(query), content,
                {"Authorization": f"Bearer {self._token}", **headers})
            # The connection forgets its socket if the answer is its last one.
            opened = connection.sock
            response = connection.getresponse()
            if response.status < 400:
                return Answer(connection, response, opened)
            fault = _refused(response.status, response.read())
        except (OSError, http.client.HTTPException) as lost:
            connection.close()
            raise self._lost(lost) from lost
        connection.close()
        raise fault

    def _connection(self, timeout: float) -> http.client.HTTPConnection:
        host, port = self._address.hostname or "", self._address.port
        if self._address.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=timeout)
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=self._tls)

    def _json(
        self, method: str, path: str, query: Mapping[str, Any], content: Optional[bytes] = None,
        headers: Mapping[str, str] = {},
    ) -> Any:
        connection, response, _ = self.open(method, path, query, content, headers)
        try:
            text = response.read()
            return from_json(text) if response.getheader("Content-Type", "").startswith("application/json") else text
        except (OSError, http.client.HTTPException) as fault:
            raise self._lost(fault) from fault
        finally:
            connection.close()

    def _lost(self, fault: Exception) -> UnreachableError:
        if isinstance(fault, ConnectionRefusedError):
            return UnreachableError(
                f"nothing answers at {self.url}: start a silo with 'experiments serve', or set EXPERIMENTS_URL to the "
                "address that one prints")
        why = "it took too long" if isinstance(fault, socket.timeout) else str(fault) or type(fault).__name__
        return UnreachableError(f"there was no answer from {self.url}: {why}")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _trust(authority: Optional[str]) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as fault:
        raise ExperimentsError(f"'{authority}' is no certificate of an authority in PEM format: {fault}") from fault


class Events:
    """Server-sent events of one connection: their ids and data."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[Tuple[str, Any]]:
        tag, data = "", []  # type: str, List[str]
        while True:
            line = self._answer.response.readline()
            if not line:
                return
            name, _, value = line.decode("utf-8").rstrip("\r\n").partition(":")
            value = value[1:] if value.startswith(" ") else value
            if name == "id":
                tag = value
            elif name == "data":
                data.append(value)
            elif not name and not value and data:
                yield tag, from_json("\n".join(data))
                data = []

    def close(self) -> None:
        """Ends the connection."""
        self._answer.response.close()
        self._answer.connection.close()

    def interrupt(self) -> None:
        """Ends what another thread reads."""
        try:
            self._answer.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def segment(text: Any) -> str:
    """Returns a name as a part of a path."""
    return quote(str(text), safe="")


def from_json(text: Any) -> Any:
    """Reads JSON; objects become records."""
    return json.loads(text, object_pairs_hook=_record)


def _record(pairs: List[Tuple[str, Any]]) -> Record:
    return Record(dict(pairs))


def to_json(content: Any) -> bytes:
    """Writes JSON. Numbers of numpy and the like are numbers, and paths are texts."""
    try:
        return json.dumps(content, allow_nan=False, default=_plain).encode("utf-8")
    except ValueError as fault:
        raise ExperimentsError(f"this cannot be sent, since NaN and infinities are no values there: {fault}") from None


def _plain(value: Any) -> Any:
    if hasattr(value, "__fspath__"):
        return value.__fspath__()
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "items"):
        return dict(value.items())
    if isinstance(value, (set, frozenset, range)) or hasattr(value, "__iter__"):
        return list(value)
    return float(value)


def _text(query: Mapping[str, Any]) -> str:
    given: Dict[str, Any] = {}
    for name, value in query.items():
        if isinstance(value, bool):
            given[name] = "true" if value else "false"
        elif value is not None:
            given[name] = value
    return "?" + urlencode(given, doseq=True, quote_via=quote) if given else ""


def _refused(status: int, content: bytes) -> Exception:
    try:
        problem = from_json(content)
        return refusal(status, problem["detail"], problem.get("errors") or ())
    except (ValueError, KeyError, TypeError):
        return refusal(status, f"the API answered with the status {status}", ())
