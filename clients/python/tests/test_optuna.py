"""Objectives for Optuna, against a real silo, whose address is in EXPERIMENTS_URL."""
import math
import os
import threading
import unittest
import warnings

import experiments
import experiments.optuna as optuna


class SpaceTests(unittest.TestCase):
    """What is suggested without a sweep."""

    def trial(self, given=None, seed=1):
        return optuna.Trial(0, seed, given, None)

    def test_values_are_within_their_ranges_and_the_same_for_a_seed(self):
        for seed in range(200):
            trial, again = self.trial(seed=seed), self.trial(seed=seed)
            for one in (trial, again):
                self.assertTrue(0.5 <= one.suggest_float("a", 0.5, 2) <= 2)
                self.assertTrue(1e-5 <= one.suggest_float("b", 1e-5, 1e-1, log=True) <= 1e-1)
                self.assertIn(one.suggest_float("c", 0, 1, step=0.25), (0, 0.25, 0.5, 0.75, 1))
                self.assertIn(round(one.suggest_float("d", 0.1, 1, step=0.3), 9), (0.1, 0.4, 0.7, 1))
                self.assertIn(one.suggest_int("e", 3, 5), (3, 4, 5))
                self.assertIn(one.suggest_int("f", 3, 9, step=2), (3, 5, 7, 9))
                self.assertIn(one.suggest_int("g", 8, 16, step=8), (8, 16))
                self.assertTrue(1 <= one.suggest_int("h", 1, 64, log=True) <= 64)
                self.assertIn(one.suggest_categorical("i", ["x", None, True]), ("x", None, True))
            self.assertEqual(trial.params, again.params)
        self.assertEqual(trial.distributions["c"], {"distribution": "q_uniform", "min": 0, "max": 1, "q": 0.25})
        self.assertEqual(trial.distributions["f"], {"values": [3, 5, 7, 9]})
        self.assertEqual(trial.distributions["g"], {"distribution": "q_uniform", "min": 8, "max": 16, "q": 8})

    def test_a_name_has_one_value_in_a_trial(self):
        trial = self.trial({"x": 0.25})
        self.assertEqual((trial.suggest_float("x", 0, 1), trial.suggest_float("x", 0, 1)), (0.25, 0.25))
        with self.assertRaisesRegex(ValueError, "'x' was suggested before, from something else"):
            trial.suggest_float("x", 0, 2)
        # A value outside of what is suggested is not taken.
        self.assertTrue(0.5 <= self.trial({"x": 0.25}).suggest_float("x", 0.5, 1) <= 1)

    def test_what_is_not_there_is_said(self):
        with self.assertRaisesRegex(AttributeError, "experiments.optuna has no 'visualization': it has Study, "):
            optuna.visualization
        with self.assertRaisesRegex(NotImplementedError, "one direction here: for several objectives use 'metrics'"):
            optuna.create_study(directions=["minimize", "maximize"])
        with self.assertRaisesRegex(ValueError, "'minimize' or 'maximize', not 'up'"):
            optuna.create_study(direction="up")
        with self.assertRaisesRegex(NotImplementedError, "object is no sampler here"):
            optuna.create_study(sampler=object())


@unittest.skipUnless(os.environ.get("EXPERIMENTS_URL"), "EXPERIMENTS_URL names no silo")
class StudyTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = experiments.connect()

    def create(self, **more):
        study = optuna.create_study(client=self.client, **more)
        self.addCleanup(self.end, study)
        return study

    @staticmethod
    def end(study):
        try:
            study.sweep.cancel()
        except (experiments.ConflictError, ValueError):
            pass

    def test_an_objective_runs_as_it_is(self):
        study = self.create(study_name="quadratic", direction="maximize", sampler=optuna.samplers.TPESampler(seed=7))
        seen = []

        def objective(trial):
            x = trial.suggest_float("x", -10, 10)
            kind = trial.suggest_categorical("model.kind", ["a", "b"])
            trial.set_user_attr("kind", kind)
            seen.append((trial.number, x))
            return -(x - 2) ** 2 - (kind == "b")

        with self.assertRaisesRegex(ValueError, "no trials yet"):
            study.sweep
        study.optimize(objective, n_trials=15)
        self.assertEqual([number for number, _ in seen], list(range(15)))
        sweep = study.sweep.refresh()
        self.assertEqual((sweep.status, sweep.info.trials.completed, sweep.info.name), ("completed", 15, "quadratic"))
        self.assertEqual((study.direction, sweep.info.goal), ("maximize", "maximize"))
        self.assertIn("method: tpe", sweep.file())
        best = max(study.trials, key=lambda one: one.value)
        self.assertEqual((best.number, best.value), (study.best_trial.number, study.best_value))
        self.assertEqual(study.best_params, best.params)
        self.assertEqual(best.value, -(best.params["x"] - 2) ** 2 - (best.params["model.kind"] == "b"))
        self.assertEqual({one.state for one in study.trials}, {optuna.trial.TrialState.COMPLETE})
        self.assertEqual(dict(seen), {one.number: one.params["x"] for one in study.trials})
        # More of them, with one of a person.
        study.enqueue_trial({"x": 2.0, "model.kind": "a"})
        study.optimize(objective, n_trials=3)
        self.assertEqual((len(study.trials), study.best_value, study.best_params["x"]), (18, 0, 2))

    def test_trials_that_report_are_pruned(self):
        study = self.create(pruner=optuna.pruners.SuccessiveHalvingPruner(min_resource=1, reduction_factor=3))
        reports = {}

        def objective(trial):
            x = trial.suggest_int("x", 0, 1000)
            for step in range(10):
                reports[trial.number] = step + 1
                trial.report(x + 1 / (step + 1), step)
                if trial.should_prune():
                    raise optuna.TrialPruned()
            return x + 0.1

        study.optimize(objective, n_trials=20)
        states = {one.number: one.state for one in study.trials}
        pruned = {number for number, steps in reports.items() if steps < 10}
        self.assertGreater(len(pruned), 3)
        self.assertEqual({number for number, state in states.items() if state == "PRUNED"}, pruned)
        curves = {curve.trial: len(curve.steps) for curve in study.sweep.curves()}
        self.assertEqual(curves, reports)

    def test_an_objective_that_never_reports_is_not_pruned(self):
        study = self.create(sampler=optuna.samplers.RandomSampler(seed=1))
        study.optimize(lambda trial: trial.suggest_float("x", 0, 1), n_trials=12)
        self.assertEqual({one.state for one in study.trials}, {"COMPLETE"})

    def test_exceptions_timeouts_and_callbacks(self):
        study = self.create(max_restarts=0)
        heard, lock = [], threading.Lock()

        def objective(trial):
            x = trial.suggest_float("x", 0, 1)
            if trial.number == 2:
                raise ArithmeticError("x is not liked")
            return x

        def hear(study, trial):
            with lock:
                heard.append(trial.number)

        study.optimize(objective, n_trials=6, n_jobs=2, catch=ArithmeticError, callbacks=[hear])
        self.assertEqual({one.number: one.state for one in study.trials}[2], "FAIL")
        self.assertEqual(sorted(heard), [0, 1, 3, 4, 5])
        with self.assertRaisesRegex(ArithmeticError, "in the first one"):
            def fail(trial):
                trial.suggest_float("x", 0, 1)
                raise ArithmeticError("in the first one")
            self.create().optimize(fail, n_trials=3)

        endless = self.create(sampler=optuna.samplers.RandomSampler())
        endless.optimize(objective, callbacks=[lambda study, trial: study.stop() if trial.number == 1 else None])
        self.assertEqual(endless.sweep.wait().status, "stopped")
        self.assertEqual(len(endless.trials), 2)
        brief = self.create()
        brief.optimize(objective, timeout=0)
        self.assertEqual(len(brief.trials), 1)

    def test_what_only_some_trials_suggest_is_drawn_and_said(self):
        study = self.create(sampler=optuna.samplers.RandomSampler(seed=3))
        later = []

        def objective(trial):
            x = trial.suggest_float("x", 0, 1)
            if trial.number > 0:
                later.append(trial.suggest_int("layers", 1, 4))
            return x

        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            study.optimize(objective, n_trials=6)
        self.assertTrue(all(layers in (1, 2, 3, 4) for layers in later))
        self.assertIn("'layers' was not suggested like this by the first trial", str(said[0].message))
        self.assertIn("layers: ", "\n".join(line.text for line in study.sweep.logs(3)))

    def test_another_process_joins(self):
        study = self.create(study_name="together", sampler=optuna.samplers.RandomSampler())

        def objective(trial):
            return trial.suggest_float("x", 0, 1) * 2

        study.optimize(objective, n_trials=1)
        study.sweep.extend(run_cap=5)
        joined = optuna.load_study(study_name="together", client=self.client)
        joined.optimize(objective, n_trials=2)
        self.assertEqual(len([one for one in joined.trials if one.state == "COMPLETE"]), 3)
        again = optuna.create_study(study_name="together", load_if_exists=True, client=self.client)
        again.optimize(objective)
        self.assertEqual(len([one for one in again.trials if one.state == "COMPLETE"]), 5)
        self.assertTrue(math.isclose(again.best_value, again.best_params["x"] * 2))


if __name__ == "__main__":
    unittest.main()
