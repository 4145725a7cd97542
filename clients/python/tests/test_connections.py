"""Connections that break, stay silent or lead nowhere."""
import socket
import threading
import unittest
from contextlib import contextmanager
from unittest import mock

from experiments import ApiError, Client, ExperimentsError, Sweep, UnreachableError, connect
from experiments._client import watch
from experiments._client.http import Api
from experiments._record import Record

LIMIT = 30


def state(status, completed):
    trials = f'{{"total": 2, "completed": {completed}}}'
    return (
        f'{{"sweep": {{"id": "a", "name": "b", "status": "{status}", "best_objective": "NaN", "trials": {trials}}}, '
        '"running": [], "best": null}')


def event(tag, status="running", completed=0):
    return f"event: progress\ndata: {state(status, completed)}\nid: {tag}\n\n"


HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


@contextmanager
def server(*answers):
    """Answers each connection with one of the texts, and then closes it unless the text is followed by an event to
    wait for. Gives the address and the requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(LIMIT)
    requests = []

    def serve():
        for answer in answers:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            text, hold = answer if isinstance(answer, tuple) else (answer, None)
            one = threading.Thread(target=reply, args=(connection, text, hold))
            serving.append(one)
            one.start()

    def reply(connection, text, hold):
        with connection:
            requests.append(connection.recv(65536).decode())
            connection.sendall(text.encode())
            if hold is not None:
                hold.wait(LIMIT)

    serving = [threading.Thread(target=serve)]
    serving[0].start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", requests
    finally:
        # An accept that waits does not notice that its socket is closed.
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for one in serving:
            one.join(LIMIT)


def sweep_at(url):
    return Sweep(Api(url, "token"), Record(id="a", name="b", status="running"))


@mock.patch.object(watch, "_FIRST_PAUSE", 0.01)
class WatchTests(unittest.TestCase):
    def test_goes_on_after_a_connection_that_breaks(self):
        with server(
                HEAD + event("1"), "", HEAD + "data: {\"half", "HTTP/1.1 503 Service Unavailable\r\n\r\n",
                HEAD + event("1"), HEAD + event("1") + event("2", "completed", 2)) as (url, requests):
            states = list(sweep_at(url).watch())
        self.assertEqual([(one.sweep.status, one.sweep.trials.completed) for one in states],
                         [("running", 0), ("completed", 2)])
        self.assertNotEqual(states[0].sweep.best_objective, states[0].sweep.best_objective)
        self.assertEqual(len(requests), 6)
        self.assertTrue(all("Authorization: Bearer token\r\n" in request for request in requests), requests)

    def test_ends_with_a_sweep_that_was_deleted(self):
        with server(HEAD + event("1"), "HTTP/1.1 204 No Content\r\n\r\n") as (url, _):
            self.assertEqual(len(list(sweep_at(url).watch())), 1)

    def test_asks_again_after_a_silence(self):
        held = threading.Event()
        silent = (HEAD + event("1"), held)
        answers = (silent, silent, HEAD + event("2", "stopped"))
        with mock.patch.object(watch, "_SILENCE", 0.2), server(*answers) as (url, _):
            try:
                states = sweep_at(url).watch(patience=0)
                self.assertEqual([next(states).sweep.status, next(states).sweep.status], ["running", "stopped"])
            finally:
                held.set()

    def test_gives_up_when_nothing_answers_for_long(self):
        with server("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n") as (url, _):
            with self.assertRaises(ExperimentsError):
                list(sweep_at(url).watch(patience=0))

    def test_is_closed_while_another_thread_waits(self):
        held = threading.Event()
        with server((HEAD + event("1"), held)) as (url, _):
            states = sweep_at(url).watch()
            next(states)
            rest = []
            waiting = threading.Thread(target=lambda: rest.extend(states))
            waiting.start()
            states.close()
            waiting.join(LIMIT)
            held.set()
            self.assertFalse(waiting.is_alive())
            self.assertEqual(rest, [])

    def test_does_not_repeat_what_is_refused(self):
        problem = '{"detail": "no sweep \'a\'"}'
        with server(f"HTTP/1.1 404 Not Found\r\nContent-Length: {len(problem)}\r\n\r\n{problem}") as (url, _):
            with self.assertRaisesRegex(ApiError, "^no sweep 'a'$"):
                list(sweep_at(url).watch())


class ConnectTests(unittest.TestCase):
    def test_to_nothing_says_what_to_start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
            with self.assertRaisesRegex(UnreachableError, f"nothing answers at {url}: start a silo"):
                connect(url, "token").nodes()

    def test_with_what_is_no_address_or_token_is_refused(self):
        for url, token, words in (
            ("localhost:9464", "t", "no address"), ("http://localhost", "a\nb", "no token has"),
            ("http://[::1]:1", "a\nb", "no token has"), ("http://x", "t", "unencrypted"),
            ("http://127.0.0.1.example", "t", "unencrypted"),
        ):
            with self.assertRaisesRegex(ExperimentsError, words):
                Client(Api(url, token))

    def test_with_what_is_no_authority_is_refused(self):
        for file in (__file__, "/nothing/here"):
            with self.assertRaisesRegex(ExperimentsError, "is no certificate of an authority"):
                connect("https://x", "token", authority=file)

    def test_to_something_else_says_what_it_answered(self):
        with server("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 4\r\n\r\n<b>!") as (url, _):
            with self.assertRaisesRegex(ApiError, "status 502"):
                connect(url, "token").nodes()


if __name__ == "__main__":
    unittest.main()
