"""Everything against a real silo, whose address is in EXPERIMENTS_URL."""
import asyncio
import math
import os
import sys
import types
import unittest
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import experiments
from experiments._client import sweep as paging

TRAIN = """
import experiments

trial = experiments.trial(epochs=3)
for epoch in range(1, trial.params.epochs + 1):
    print("at", epoch, end="")
    if not trial.report({"<b>&": epoch}, epoch=epoch, loss=trial.params.x / epoch):
        break
trial.log_text("notes/ünï.txt", f"x={trial.params.x}")
trial.log_image("grey", [[0, 255]])
"""

# Ends when a file is there, or when it is told to.
WAIT = """
import os, time
import experiments

trial, step = experiments.trial(), 0
while not os.path.exists("gate"):
    step += 1
    if not trial.report(step=step, loss=1):
        trial.log_text("told", "yes")
        break
    time.sleep(0.05)
"""


@unittest.skipUnless(os.environ.get("EXPERIMENTS_URL"), "EXPERIMENTS_URL names no silo")
class SiloTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = experiments.connect()

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def sweep(self, program=TRAIN, **more):
        """Submits a sweep over x = 1, 2, 3 whose program is in the test's folder."""
        (self.folder / "train.py").write_text(program, "utf-8")
        sweep = self.client.submit({
            "program": "train.py", "working_directory": self.folder, "method": "grid",
            "metric": {"name": "loss", "goal": "minimize"}, "parameters": {"x": {"values": [1, 2, 3]}}, **more})
        self.addCleanup(self.end, sweep)
        return sweep

    @staticmethod
    def end(sweep):
        if sweep.refresh().status in ("running", "preparing", "stopping"):
            sweep.cancel()
        sweep.wait()

    def until(self, sweep, what, holds):
        for state in sweep.watch():
            if holds(state):
                return state
        self.fail(f"the sweep ended before {what}: {sweep.refresh().info}")

    def test_a_sweep_from_its_file_to_its_files(self):
        self.sweep().wait()
        (self.folder / "mine.yaml").write_text(
            "program: train.py\nmethod: grid\nmetric: {name: loss}\nparameters: {x: {values: [3, 1, 2]}}\n")
        sweep = self.client.submit(self.folder / "mine.yaml")
        states = list(sweep.watch())
        self.assertEqual((states[-1].sweep.status, states[-1].sweep.trials.completed), ("completed", 3))
        self.assertEqual([one.id for one in self.client.sweeps()][0], sweep.id)
        self.assertEqual(self.client.sweep("mine").id, sweep.id)

        best = sweep.best()
        self.assertEqual((best.trial, best.objective, best.parameters.x, best.metrics["<b>&"]), (1, 1 / 3, 1, 3))
        self.assertEqual([trial.trial for trial in sweep.top(2)], [1, 2])
        self.assertEqual([trial.trial for trial in sweep.trials(where="x >= 2", sort="loss")], [2, 0])
        self.assertEqual(sweep.trial(2).metrics.loss, 2 / 3)
        self.assertEqual([(one.keys, one.trials) for one in sweep.groups("x")][0], ({"x": 1}, 1))
        self.assertIn("values: [3, 1, 2]", sweep.file())
        self.assertEqual(sorted(sweep.detail().metrics), ["<b>&", "loss"])
        self.assertEqual(sweep.importance(), [])
        explanation = sweep.explain()
        self.assertEqual(([one.kind for one in explanation.statements], explanation.next), (["no_effect"], None))
        self.assertEqual(sweep.warnings, [])

        curves = {curve.trial: curve for curve in sweep.curves()}
        self.assertEqual((curves[0].steps, curves[0].values), ([1, 2, 3], [3, 1.5, 1]))
        chosen = list(sweep.curves("<b>&", trials=[2], points=4))
        self.assertEqual([(one.trial, one.metric, one.values) for one in chosen], [(2, "<b>&", [1, 2, 3])])
        self.assertEqual([(line.stream, line.text) for line in sweep.logs(1)], [
            line for epoch in (1, 2, 3) for line in (
                ("out", f"at {epoch}"), ("out", f'{{"epoch": {epoch}, "<b>&": {epoch}, "loss": {1 / epoch}}}'))])

        files = sweep.artifacts(1)
        self.assertEqual([file.path for file in files], ["grey.png", "notes/ünï.txt"])
        self.assertEqual(files[1].read(), b"x=1")
        self.assertEqual(len(sweep.artifacts()), 6)
        target = files[1].download(self.folder / "left")
        self.assertEqual(target.read_text(), "x=1")
        with self.assertRaisesRegex(experiments.ExperimentsError, "is there already"):
            files[1].download(self.folder / "left")
        files[1].download(self.folder / "left", overwrite=True)
        kinds = [step.event["type"] if "type" in step.event else "" for step in sweep.decisions()]
        self.assertGreater(len(kinds), 3)

    def test_lists_come_in_pages(self):
        sweep = self.sweep(parameters={"x": {"values": list(range(1, 8))}}).wait()
        whole = [trial.trial for trial in sweep.trials()], [step.number for step in sweep.decisions()]
        with mock.patch.object(paging, "_TRIALS_OF_A_PAGE", 2), mock.patch.object(paging, "_CURVES_OF_A_PAGE", 3):
            self.assertEqual([trial.trial for trial in sweep.trials()], list(range(7)))
            self.assertEqual([trial.trial for trial in sweep.trials(where="x > 3", status="completed")], [3, 4, 5, 6])
            self.assertEqual([step.number for step in sweep.decisions()], whole[1])
            self.assertEqual([curve.trial for curve in sweep.curves()], list(range(7)))
        self.assertEqual(whole[0], list(range(7)))
        self.assertEqual([trial.trial for trial in sweep.trials().first(2)], [0, 1])

    def test_hostile_values_stay_what_they_are(self):
        text = "a\nb\u2028</script>'\"{}=😀 é\\"
        program = """
import experiments
trial = experiments.trial()
nan = float("nan")
trial.report({"val/mrr@10": nan, "é 😀 <i>": -float("inf")}, step=1, loss=nan if trial.params.x == "NaN" else 1e300)
"""
        sweep = self.sweep(program, name="<script>alert(1)</script>", parameters={"x": {"values": [text, "NaN"]}})
        sweep.tag("<img>", "ünï")
        sweep.note("two\nlines 😀")
        sweep.wait()
        found = list(sweep.trials(sort="loss"))
        by_text = {trial.parameters.x: trial for trial in sweep.trials()}
        self.assertEqual(set(by_text), {text, "NaN"})
        self.assertEqual(by_text[text].objective, 1e300)
        self.assertEqual(by_text["NaN"].objective, None)
        self.assertEqual(len(found), 2)
        for curve in sweep.curves("val/mrr@10"):
            self.assertTrue(math.isnan(curve.values[0]))
        self.assertEqual([curve.values for curve in sweep.curves("é 😀 <i>")], [[-math.inf]] * 2)
        self.assertEqual(sweep.best().metrics["é 😀 <i>"], -math.inf)
        self.assertEqual((sorted(sweep.refresh().info.tags), sweep.info.note),
                         (["<img>", "ünï"], "two\nlines 😀"))
        shown = sweep._repr_html_() + sweep.trials()._repr_html_()
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", shown)
        self.assertNotIn("<script>", shown)
        self.assertNotIn("</script>", shown)

    def test_changes_are_made_or_refused_in_the_words_of_the_commands(self):
        sweep = self.sweep(WAIT, run_cap=1)
        self.until(sweep, "a trial ran", lambda state: state.sweep.trials.running == 1)
        self.assertIn("starts no more trials", sweep.pause())
        self.assertEqual(sweep.info.reason, "paused")
        with self.assertRaisesRegex(experiments.ConflictError, "is paused already"):
            sweep.pause()
        self.assertIn("continues", sweep.resume())
        self.assertIn("runs 1 trial at a time", sweep.limit(1))
        self.assertIn("up to 3 trials", sweep.extend(run_cap=3))
        with self.assertRaisesRegex(experiments.ApiError, "'x'"):
            sweep.enqueue({"x": 77})
        with self.assertRaisesRegex(experiments.ApiError, "run_cap"):
            sweep.extend()
        self.assertIn("runs the new trials next", sweep.enqueue({"x": 3}))
        self.assertIn("as its sweep file says", sweep.limit(None))
        sweep.rename("renamed")
        sweep.archive()
        self.assertNotIn(sweep.id, [one.id for one in self.client.sweeps()])
        sweep.unarchive()
        sweep.tag("mine", "other")
        self.assertEqual([one.id for one in self.client.sweeps(tag=["mine", "other"])], [sweep.id])
        sweep.untag("mine")
        self.assertEqual(self.client.sweeps(tag="mine"), [])
        sweep.stop()
        (self.folder / "gate").touch()
        self.assertIn(sweep.wait().status, ("stopped", "completed"))
        with self.assertRaises(experiments.ConflictError):
            sweep.stop()
        self.assertIn("renamed", sweep.delete())
        with self.assertRaises(experiments.NotFoundError):
            sweep.refresh()
        sweep.refresh = lambda: sweep  # It is gone, so it needs no end.
        sweep.wait = lambda: sweep

    def test_a_program_hears_that_its_trial_is_over(self):
        sweep = self.sweep(WAIT, run_cap=1)
        self.until(sweep, "a trial reported", lambda state: any(one.step for one in state.running))
        lines = iter(sweep.logs(0, follow=True))
        self.assertIn('"step": 1', next(lines).text)
        sweep.cancel()
        self.assertEqual(sweep.wait().status, "cancelled")
        self.assertEqual([file.path for file in sweep.artifacts(0)], ["told"])
        self.assertTrue(all('"loss": 1' in line.text for line in lines))

    def test_a_bad_trial_is_stopped_early_and_may_say_so(self):
        program = """
import time
import experiments
trial = experiments.trial()
for epoch in range(1, 10):
    go_on = trial.report(epoch=epoch, loss=trial.params.x)
    for _ in range(1000):
        # The answer to a rung is on its way.
        if trial.params.x == 1 or epoch < 3 or not go_on:
            break
        time.sleep(0.02)
        go_on = trial.report(epoch=epoch, loss=trial.params.x)
    if not go_on:
        trial.log_text("stopped", str(epoch))
        break
"""
        sweep = self.sweep(
            program, max_concurrent_trials=1,
            early_terminate={"type": "asha", "mode": "stop", "grace_period": 1, "reduction_factor": 3, "max_t": 9})
        self.assertEqual(sweep.wait().status, "completed")
        self.assertEqual([trial.status for trial in sweep.trials()], ["completed", "pruned", "pruned"])
        self.assertEqual([(file.info.trial, file.path) for file in sweep.artifacts()], [(1, "stopped"), (2, "stopped")])

    def test_a_trial_goes_on_from_its_checkpoint(self):
        program = """
import os, time
import experiments
trial = experiments.trial()
saved = trial.resume()
at = int(saved.read_text()) if saved else 0
print("from", at, "attempt", trial.attempt, "resumed at", trial.resumed_step)
while at < 60:
    at += 1
    trial.report(epoch=at, loss=1 / at)
    with trial.checkpoint() as file:
        file.write_text(str(at))
    if trial.attempt == 1:
        # A node saves at most once a second.
        time.sleep(0.05)
        if os.path.exists("gate"):
            os._exit(9)
"""
        sweep = self.sweep(program, run_cap=1, max_restarts=1)
        self.until(sweep, "step 40", lambda state: any((one.step or 0) >= 40 for one in state.running))
        (self.folder / "gate").touch()
        self.assertEqual(sweep.wait().status, "completed", sweep.trial(0))
        self.assertEqual(sweep.curves().first(1)[0].steps, list(range(1, 61)))
        first, second = (sweep.logs(0, attempt=attempt).first(1)[0].text.split() for attempt in (1, 2))
        self.assertEqual(first, "from 0 attempt 1 resumed at None".split())
        # A checkpoint is never ahead of what was reported before it.
        self.assertTrue(0 < int(second[1]) <= int(second[-1]), second)

    def test_ten_thousand_reports_arrive_whole(self):
        program = """
import threading
import experiments
trial = experiments.trial()
def say(name):
    for step in range(2500):
        print("x", end="")
        trial.report({name: step}, step=step)
threads = [threading.Thread(target=say, args=(f"m{i}",)) for i in range(4)]
for one in threads: one.start()
for one in threads: one.join()
trial.report(loss=1, step=2500)
"""
        sweep = self.sweep(program, run_cap=1).wait()
        self.assertEqual(sweep.status, "completed", sweep.trial(0).cause)
        for name in ("m0", "m1", "m2", "m3"):
            curve, = sweep.curves(name, points=100_000)
            self.assertEqual((curve.points, curve.values), (2500, list(range(2500))))

    def test_a_wrong_file_is_refused_with_all_its_errors(self):
        wrong = "program: train.py\nmethod: guess\nmetric: {name: loss}\nparameters: {x: {values: []}}\n"
        errors = self.client.validate(wrong)
        self.assertEqual(len(errors), 2, errors)
        self.assertEqual(errors[0].line, 2)
        with self.assertRaisesRegex(experiments.SweepFileError, r"sweep\.yaml:2:\d+: .*\n.*sweep\.yaml:4:"):
            self.client.submit(wrong)
        good = {"program": "x.py", "metric": {"name": "loss"}, "method": "grid",
                "parameters": {"x": {"values": [1, 2]}}}
        self.assertEqual(self.client.validate(good), [])
        plan = self.client.dry_run(good)
        self.assertEqual((plan.name, plan.trials, plan.first[1].parameters.x), ("sweep", 2, 2))
        with self.assertRaisesRegex(experiments.ExperimentsError, "nothing.yaml cannot be read"):
            self.client.submit("nothing.yaml")

    def test_who_is_not_known_is_refused(self):
        with self.assertRaisesRegex(experiments.UnauthorizedError, "token"):
            experiments.connect(token="wrong").nodes()
        with self.assertRaisesRegex(experiments.NotFoundError, "no-such"):
            self.client.sweep("no-such")
        node, = self.client.nodes()
        self.assertGreater(node.cpus, 0)
        self.assertIn(node.node, self.client.drain(node.node))
        self.assertIn(node.node, self.client.undrain(node.node))

    def test_an_event_loop_is_not_blocked(self):
        async def use():
            client = self.client.aio
            (self.folder / "train.py").write_text(WAIT, "utf-8")
            sweep = await client.submit({
                "program": "train.py", "working_directory": self.folder, "run_cap": 1, "method": "random",
                "metric": {"name": "loss"}, "parameters": {"x": {"min": 0, "max": 1}}})
            self.addCleanup(self.end, sweep.sync)
            seen = asyncio.Event()

            async def watch():
                async for state in sweep.watch():
                    if any(one.step for one in state.running):
                        seen.set()

            watching = asyncio.create_task(watch())
            await asyncio.wait_for(seen.wait(), 60)
            self.assertEqual([one.id for one in await client.sweeps()][0], sweep.id)
            watching.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await watching
            with self.assertRaises(experiments.ConflictError):
                await sweep.resume()
            (self.folder / "gate").touch()
            await asyncio.gather(sweep.wait(), sweep.wait())
            self.assertEqual([trial.trial async for trial in sweep.trials()], [0])
            self.assertEqual(sweep.status, "completed")
            self.assertEqual(await sweep.artifacts(), [])

        asyncio.run(use())

    def test_a_notebook_shows_a_sweep(self):
        sweep = self.sweep(parameters={"x": {"values": [3, 2, 1]}}).wait()
        shown = sweep._repr_html_()
        self.assertIn("<th>x</th><td>1</td>", shown)
        self.assertIn("3 completed", shown)
        self.assertEqual(shown.count("<svg"), 1)
        self.assertIn('d="M', shown)
        updates = []

        class Shown:
            @staticmethod
            def update(what):
                updates.append(what._repr_html_())

        display = types.SimpleNamespace(display=lambda what, display_id: Shown)
        with mock.patch.dict(sys.modules, {"IPython": mock.Mock(display=display), "IPython.display": display}):
            sweep.show()
        self.assertEqual(len(updates), 1)
        self.assertIn("<td>completed</td>", sweep.trials()._repr_html_())

    def test_tables_are_data_frames(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not installed")
        sweep = self.sweep(parameters={"x": {"values": [1, 2]}, "status": {"value": "own"}}).wait()
        trials = sweep.trials().to_pandas()
        self.assertEqual((list(trials.x), list(trials["parameters.status"])), ([1, 2], ["own", "own"]))
        self.assertTrue(pandas.api.types.is_datetime64_any_dtype(trials.started_at))
        curves = sweep.curves().to_pandas()
        self.assertEqual(list(curves[curves.trial == 1].value), [2, 1, 2 / 3])
        self.assertTrue(pandas.api.types.is_datetime64_any_dtype(curves.time))

    def test_tables_are_rows_without_pandas(self):
        sweep = self.sweep(parameters={"x": {"values": [1]}, "status": {"value": "own"}}).wait()
        row, = sweep.trials(sort="<b>&").rows()
        self.assertEqual(
            (row["x"], row["status"], row["parameters.status"], row["objective"], row["<b>&"]),
            (1, "completed", "own", 1 / 3, 3))
        points = [(row["trial"], row["step"], row["value"]) for row in sweep.curves().rows()]
        self.assertEqual(points, [(0, 1, 1), (0, 2, 0.5), (0, 3, 1 / 3)])


if __name__ == "__main__":
    unittest.main()
