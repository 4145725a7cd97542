"""Trials that run outside, against a real silo, whose address is in EXPERIMENTS_URL."""
import os
import subprocess
import sys
import threading
import time
import unittest
import uuid
from unittest import mock

import experiments
from experiments._client import outside
from .scripts import PACKAGE

# Killed and disturbed workers together carry out so many trials.
TRIALS = int(os.environ.get("OUTSIDE_TRIALS", "24"))
WORKERS = 8
LIMIT = 300

WORKER = """
import sys, time
import experiments

def loss_of(x, epoch):
    return (x - 3) ** 2 + 1 / epoch

study = experiments.study(sweep=sys.argv[1], within=2)
for trial in study:
    print("got", trial.number, trial.attempt, flush=True)
    for epoch in range(1, 6):
        if not trial.report(epoch=epoch, loss=loss_of(trial.params.x, epoch)):
            break
        time.sleep(float(sys.argv[2]))
    study.tell(trial)
"""


def loss_of(x, epoch):
    """What WORKER reports."""
    return (x - 3) ** 2 + 1 / epoch


@unittest.skipUnless(os.environ.get("EXPERIMENTS_URL"), "EXPERIMENTS_URL names no silo")
class OutsideTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = experiments.connect()

    def study(self, values=(1, 2, 3), **more):
        """Begins a study over x, which ends with its test."""
        study = experiments.study(
            {"x": {"values": list(values)}}, method="grid", metric="loss", client=self.client, **more)
        self.addCleanup(self.end, study.sweep)
        return study

    @staticmethod
    def end(sweep):
        try:
            sweep.cancel()
        except experiments.ConflictError:
            # It has ended by itself.
            pass
        sweep.wait()

    def test_a_loop_carries_out_all_trials(self):
        study = self.study()
        told = []
        for trial in study:
            for epoch in (1, 2):
                self.assertTrue(trial.report(epoch=epoch, loss=trial.params.x / epoch))
            trial.log(f"x is {trial.params.x}\nand that is all")
            told.append((trial.number, study.tell(trial, trial.params.x / 2)))
        self.assertEqual(told, [(0, True), (1, True), (2, True)])
        sweep = study.sweep.refresh()
        self.assertEqual((sweep.status, sweep.info.trials.completed), ("completed", 3))
        best = study.best()
        self.assertEqual((best.trial, best.objective, best.attempt), (0, 0.5, 1))
        self.assertEqual([(curve.steps, curve.values) for curve in sweep.curves()], [
            ([1, 2], [1, 0.5]), ([1, 2], [2, 1]), ([1, 2], [3, 1.5])])
        self.assertEqual([line.text for line in sweep.logs(1)][-2:], ["x is 2", "and that is all"])
        self.assertIn("workload: outside", sweep.file())
        self.assertEqual(self.client.validate(sweep.file()), [])
        self.assertIsNone(study.ask())
        with self.assertRaisesRegex(experiments.ConflictError, "trains its trials itself"):
            other = self.client.submit({"workload": "wait", "metric": {"name": "value"}, "run_cap": 1})
            self.addCleanup(self.end, other)
            experiments.study(sweep=other.id, client=self.client).ask()

    def test_functions_in_threads_are_optimized(self):
        study = self.study(range(12), max_restarts=1)
        together, most, lock = 0, 0, threading.Lock()
        gate = threading.Barrier(4)

        def run(trial):
            nonlocal together, most
            with lock:
                together += 1
                most = max(most, together)
            # Four trials run at a time, however fast each is.
            if trial.number < 4 and trial.attempt == 1:
                gate.wait(LIMIT)
            with lock:
                together -= 1
            if trial.params.x == 5:
                raise ValueError("x may not be 5")
            return trial.params.x / 2

        study.optimize(run, n_jobs=4, catch=(ValueError,))
        states = {trial.trial: trial for trial in study.sweep.trials()}
        self.assertEqual(most, 4)
        self.assertEqual({one.status for number, one in states.items() if number != 5}, {"completed"})
        self.assertEqual((states[5].status, states[5].attempt), ("failed", 2))
        self.assertIn("ValueError: x may not be 5", study.sweep.trial(5).cause)

        def fail(trial):
            raise ValueError("not this")

        with self.assertRaisesRegex(ValueError, "not this"):
            self.study((5,)).optimize(fail)
        limited = self.study(range(5))
        limited.optimize(lambda trial: 1.0, n_trials=2, n_jobs=2)
        self.assertEqual(limited.sweep.refresh().info.trials.completed, 2)

    def test_a_rung_is_answered_through_report(self):
        study = self.study(
            range(9), early_terminate={"type": "asha", "grace_period": 1, "max_t": 9, "mode": "stop"})
        reported = {}
        for trial in study:
            for epoch in range(1, 10):
                reported[trial.number] = epoch
                if not trial.report(epoch=epoch, loss=10 + trial.params.x):
                    self.assertEqual((trial.status, trial.lost), ("pruned", None))
                    break
            self.assertEqual(study.tell(trial), trial.status == "completed")
        self.assertEqual(reported[0], 9)
        states = {trial.trial: trial.status for trial in study.sweep.trials()}
        stopped = {number for number, epochs in reported.items() if epochs < 9}
        self.assertEqual({number for number, status in states.items() if status == "pruned"}, stopped)
        self.assertGreater(len(stopped), 3)
        lengths = {curve.trial: len(curve.steps) for curve in study.sweep.curves()}
        self.assertEqual(lengths, reported)

    def test_a_silent_worker_loses_its_trial_and_is_told(self):
        study = self.study((7,))
        with mock.patch.object(outside.OutsideTrial, "_live", lambda self: None):
            silent = experiments.Study(study.sweep, within=1).ask()
        self.assertTrue(silent.report(epoch=1, loss=100))
        other = study.ask()
        self.assertEqual((other.number, other.attempt, other.seed), (0, 2, silent.seed))
        self.assertFalse(silent.report(epoch=2, loss=100))
        self.assertRegex(
            silent.lost, "attempt 1 of trial 0 is over, and nothing more of it is kept: attempt 2 has begun")
        self.assertFalse(study.tell(silent, 100))
        other.report(epoch=1, loss=7)
        self.assertTrue(study.tell(other, 7))
        curve, = study.sweep.curves()
        self.assertEqual((curve.steps, curve.values), ([1], [7]))
        self.assertEqual(study.sweep.wait().status, "completed")

    def test_a_released_trial_costs_no_restart(self):
        study = self.study((7,), max_restarts=0)
        for trial in study:
            break
        del trial
        again = study.ask()
        self.assertEqual((again.number, again.attempt), (0, 2))
        again.release()
        third = study.ask()
        self.assertEqual((third.attempt, study.sweep.trial(0).restarts), (3, 0))
        self.assertTrue(study.tell(third, 1))
        unfinished = self.study((1, 2))
        with self.assertRaisesRegex(experiments.ExperimentsError, "trial 0 has not ended"):
            for _ in unfinished:
                pass

    def test_messages_and_claims_that_are_sent_again_count_once(self):
        study = self.study()
        api, path = study.sweep._api, study.sweep._path("")
        claim = {"claim": uuid.uuid4().hex}
        first, again = api.post(path + "/claim", claim), api.post(path + "/claim", claim)
        self.assertEqual(first, again)
        tell = f"{path}/trials/{first.trial.trial}/tell"

        def say(number, *lines, attempt=1, **more):
            return api.post(tell, {"attempt": attempt, "number": number, "lines": list(lines), **more})

        for _ in range(3):
            self.assertEqual(say(1, "loss=3", "loss=2"), {"go_on": True, "status": "running"})
        with self.assertRaisesRegex(experiments.ConflictError, "the next one is 2; number messages without gaps"):
            say(3, "loss=1")
        with self.assertRaisesRegex(experiments.ConflictError, "trial 0 has no attempt 7"):
            say(2, attempt=7)
        with self.assertRaisesRegex(experiments.ApiError, "'within' must be 1 to 3600"):
            say(2, within=0)
        with self.assertRaisesRegex(experiments.ApiError, "needs a 'number'"):
            say(0, "loss=1")
        with self.assertRaisesRegex(experiments.ApiError, "'end' must be one of completed, failed, released or null"):
            say(2, end="gone")
        for _ in range(2):
            self.assertEqual(say(2, "loss=1", end="completed"), {"go_on": False, "status": "completed"})
        curve, = study.sweep.curves()
        self.assertEqual(curve.values, [3, 2, 1])

    def test_killed_workers_lose_and_double_nothing(self):
        study = self.study(range(TRIALS), name="killed", max_restarts=WORKERS)
        sweep, began = study.sweep, time.monotonic()
        workers = [self.worker(sweep) for _ in range(WORKERS)]
        killed = 0
        # Each of the first workers is killed while it has a trial, and replaced.
        while killed < WORKERS:
            victim = workers.pop(0)
            number, attempt = map(int, victim.stdout.readline().split()[1:])
            self.until(lambda: self.has_reported(sweep, number, attempt), f"trial {number} reported")
            victim.kill()
            victim.wait(LIMIT)
            victim.stdout.close()
            killed += 1
            workers.append(self.worker(sweep))
        for worker in workers:
            out, _ = worker.communicate(timeout=LIMIT)
            self.assertEqual(worker.returncode, 0, out)
        print(f"{TRIALS} trials, {WORKERS} workers, {killed} killed: {time.monotonic() - began:.0f} s", file=sys.stderr)

        info = sweep.wait().info
        self.assertEqual((info.status, info.trials.total, info.trials.completed), ("completed", TRIALS, TRIALS))
        trials = {trial.trial: trial for trial in sweep.trials()}
        self.assertEqual(sorted(trial.parameters.x for trial in trials.values()), list(range(TRIALS)))
        # A worker may be killed between two trials.
        self.assertIn(sum(trial.attempt - 1 for trial in trials.values()), range(killed // 2, killed + 1))
        # As without any kill: each point once, and each value that of its trial.
        curves = {curve.trial: curve for curve in sweep.curves()}
        for number, trial in trials.items():
            expected = [loss_of(trial.parameters.x, epoch) for epoch in range(1, 6)]
            self.assertEqual((curves[number].steps, curves[number].values), ([1, 2, 3, 4, 5], expected))
            self.assertEqual(trial.objective, expected[-1])

    def worker(self, sweep):
        process = subprocess.Popen(
            [sys.executable, "-c", WORKER, sweep.id, "0.1"], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(PACKAGE), "EXPERIMENTS_TOKEN": sweep._api._token})
        self.addCleanup(self.stop, process)
        return process

    @staticmethod
    def stop(process):
        process.kill()
        process.wait(LIMIT)
        process.stdout.close()

    @staticmethod
    def has_reported(sweep, number, attempt):
        trial = sweep.trial(number)
        return trial.attempt != attempt or trial.status != "running" or (trial.step or 0) >= 1

    def until(self, holds, what):
        end = time.monotonic() + LIMIT
        while not holds():
            self.assertLess(time.monotonic(), end, f"waited {LIMIT} s until {what}")


if __name__ == "__main__":
    unittest.main()
