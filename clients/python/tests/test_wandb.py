"""The module wandb that works without W&B: each of its calls, and scripts in the shapes of W&B's users."""
import json
import math
import re
import signal
import unittest

from .scripts import PACKAGE, Script, lines

SHAPES = PACKAGE / "tests" / "wandb"
GUIDE = PACKAGE.parent.parent / "docs" / "python.md"


def script(text, params={}, shim="always", **more):
    """Starts a script that finds the module."""
    return Script(text, params, path=[PACKAGE / "node", PACKAGE / "shims" / shim], **{"resumed": None, **more})


def reports(out):
    """Returns the reports in an output: what begins with a record separator and is an object."""
    return [json.loads(part.split("\n")[0]) for part in out.split("\x1e")[1:] if part.startswith("{")]


def run_of(body, params={}, **more):
    """Runs a body after init, and returns its ended script and its reports."""
    ended = script("import wandb, math\nrun = wandb.init()\n" + body, params, **more)
    ended.ended_well()
    return ended, reports(ended.out)


class ConfigTests(unittest.TestCase):
    def test_has_the_trials_parameters_before_what_the_program_sets(self):
        out = script("""
import argparse, copy, wandb
run = wandb.init(config={"lr": 1, "own": 2, "net": {"a": 1, "b": 2}}, config_exclude_keys=["own"])
config = wandb.config
config.new = 3
config["lr"] = 9
config.update(argparse.Namespace(new=3, more=4))
config.update({"lr": 8, "new": 5}, allow_val_change=True)
config.setdefaults({"new": 6, "last": 7, "lr": 6})
assert config is run.config and config.lr == config["lr"] == 0.5 and config.get("none", 1) == 1
assert "lr" in config and dict(config) == config.as_dict() == {**config} == dict(copy.deepcopy(config))
print(config)
for change in (lambda: setattr(config, "new", 1), lambda: config.update({"new": 1})):
    try: change()
    except wandb.Error as refused: print(refused)
try: config.rate
except AttributeError as refused: print(refused)
""", {"lr": 0.5, "net": {"b": 3}}).ended_well()
        self.assertEqual(lines(out)[1:], [
            "{'lr': 0.5, 'net': {'a': 1, 'b': 3}, 'new': 5, 'more': 4, 'last': 7}",
            *["config 'new' is 5 and would become 1: if that is meant, write config.update(…, "
              "allow_val_change=True)"] * 2,
            "config has no 'rate': it has lr, net, new, more, last"])

    def test_of_files_is_read(self):
        started = script("""
import json, wandb
open("config-defaults.yaml", "w").write("wandb_version: 1\\nlr: {desc: rate, value: 9}\\nsize: {value: 3}\\n")
open("mine.json", "w").write(json.dumps({"units": 8}))
try: print(dict(wandb.init(config="mine.json").config))
except wandb.UsageError as refused: print(refused)
""", {"lr": 0.5})
        self.assertIn(lines(started.ended_well())[-1], (
            "{'lr': 0.5, 'size': 3, 'units': 8}",
            "to read 'config-defaults.yaml', install PyYAML, or write it as JSON"))


class LogTests(unittest.TestCase):
    def test_counts_steps_and_flattens_names(self):
        _, found = run_of("""
class Scalar:
    def item(self): return 0.25
class Several:
    def item(self): raise ValueError("only one element tensors can be converted")
wandb.log({"a": 1, "b": {"c": {"d": Scalar()}, "flag": True}})
wandb.log({"a": math.nan, "up": math.inf, "down": -math.inf, "huge": 10 ** 400}, commit=False)
wandb.log({"late": 2})
wandb.log({"text": "x", "none": None, "many": Several(), "": 1, "x" * 201: 1, "tab\\t": 1, "list": [1, 2]})
assert run.step == wandb.run.step == 3
""")
        self.assertEqual(found[0], {"step": 0, "a": 1, "b.c.d": 0.25, "b.flag": 1})
        self.assertTrue(math.isnan(found[1].pop("a")))
        self.assertEqual(found[1:], [
            {"step": 1, "up": math.inf, "down": -math.inf, "huge": math.inf}, {"step": 1, "late": 2}])

    def test_says_once_what_is_not_kept(self):
        ended, found = run_of("for _ in range(3): wandb.log({'text': 'x', 'x' * 201: 1}); print(wandb.run.step)")
        self.assertEqual((found, ended.err.count("'text' is str"), len(ended.err.splitlines())), ([], 1, 2))

    def test_of_a_step_before_the_current_one_is_lost_and_says_so(self):
        ended, found = run_of("""
run.log({"a": 1}, step=0)
run.log({"b": 1}, step=0)
run.log({"a": 2}, step=20)
run.log({"a": 3}, step=10)
run.log({"a": 4})
run.log({"a": 5})
""")
        self.assertEqual(found, [
            {"step": 0, "a": 1}, {"step": 0, "b": 1}, {"step": 20, "a": 2}, {"step": 20, "a": 4}, {"step": 21, "a": 5}])
        self.assertIn("step 10 is before 20", ended.err)

    def test_continues_after_the_step_of_a_checkpoint_and_after_another_run(self):
        _, found = run_of("""
assert run.resumed
run.log({"a": 1})
run.finish()
again = wandb.init()
again.log({"a": 2}); again.log({"a": 3}, step=4)
""", resumed=7)
        self.assertEqual(found, [{"step": 8, "a": 1}, {"step": 9, "a": 2}, {"step": 13, "a": 3}])

    def test_of_a_disabled_run_is_nothing(self):
        out = script("""
import wandb
with wandb.init(mode="disabled") as run:
    run.log({"a": 1}); run.summary["b"] = 2
    assert run.disabled and run.step == 1
""").ended_well()
        self.assertEqual(out, "")

    def test_that_is_wrong_is_refused_in_a_sentence(self):
        out = script("""
import wandb
def refused(call):
    try: call()
    except (wandb.Error, TypeError) as refusal: print(type(refusal).__name__, refusal)
refused(lambda: wandb.log({"a": 1}))
refused(lambda: wandb.config.lr)
refused(lambda: wandb.init(proyect="x"))
wandb.init()
refused(lambda: wandb.log([1]))
refused(lambda: wandb.log({1: 2}))
refused(lambda: wandb.log({"a": 1}, step="x"))
refused(lambda: wandb.agent("x"))
refused(lambda: wandb.define_metric("a*b"))
refused(lambda: wandb.define_metric("a", summary="most"))
run = wandb.run
wandb.finish()
refused(lambda: run.log({"a": 1}))
""").ended_well().replace("\x1e", "")
        self.assertEqual([line.split(" ")[0] for line in out.splitlines() if not line.startswith("wandb.init")], [
            "Error", "Error", "TypeError", *["UsageError"] * 7])


class MetricTests(unittest.TestCase):
    def test_with_an_axis_of_its_own_is_reported_there(self):
        ended, found = run_of("""
wandb.define_metric("val/*", step_metric="epoch")
wandb.define_metric("gen/*", step_metric="gen/step")
wandb.log({"loss": 5, "epoch": 0})
wandb.log({"val/loss": 4, "epoch": 1, "loss": 3})
wandb.log({"gen/score": 2, "gen/step": 100})
wandb.log({"val/loss": 3})
wandb.log({"gen/score": 3, "gen/step": 100.5})
""")
        self.assertEqual(found, [
            {"step": 0, "loss": 5, "epoch": 0}, {"epoch": 1, "val/loss": 4}, {"step": 1, "loss": 3},
            {"step": 100, "gen/score": 2}, {"epoch": 1, "val/loss": 3},
            {"step": 4, "gen/score": 3, "gen/step": 100.5}])
        self.assertIn("'gen/step' is 100.5, no whole number", ended.err)

    def test_with_a_summary_is_reported_with_it(self):
        _, found = run_of("""
wandb.define_metric("acc", summary="max,mean")
wandb.define_metric("loss", summary="best", goal="minimize")
for acc in (0.5, 0.75, math.nan, 0.25): wandb.log({"acc": acc, "loss": acc})
assert run.summary["acc"] == {"max": 0.75, "mean": 0.5} and wandb.summary.loss == {"best": 0.25}
""")
        self.assertEqual([(row.get("acc.max"), row.get("acc.mean"), row.get("loss.best")) for row in found], [
            (0.5, 0.5, 0.5), (0.75, 0.625, 0.5), (None, None, None), (0.75, 0.5, 0.25)])

    def test_of_the_summary_is_reported_at_the_end(self):
        _, found = run_of("""
wandb.log({"acc": 0.5}); wandb.log({"acc": 0.25})
run.summary["acc"] = 0.5
run.summary.update({"top": {"five": 0.75}, "note": "good"})
assert run.summary.acc == 0.5 and run.summary["note"] == "good" and "acc" in run.summary
""")
        self.assertEqual(found[2:], [{"step": 2, "acc": 0.5, "top.five": 0.75}])


class FileTests(unittest.TestCase):
    def files(self, body, **more):
        ended, _ = run_of(body, **more)
        root = ended.folder / "artifacts"
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}, ended

    def test_of_logged_values_are_named_by_key_and_step(self):
        found, ended = self.files("""
open("a.wav", "w").write("sound")
class Figure:
    def savefig(self, file, format): open(file, "w").write("figure")
table = wandb.Table(columns=["a", "b"], data=[[1, "x,y"]])
table.add_data(2, wandb.Image([[0.0, 1.0]]))
table.add_column("c", [True, False])
wandb.log({"first": 1})
wandb.log({
    "val/picture": wandb.Image([[-1.0, 1.0]]), "../odd name": [wandb.Image([[0, 255]]), wandb.Image(Figure())],
    "table": table, "page": wandb.Html("<b>"), "chart": Figure(), "sound": wandb.Audio("a.wav"),
    "film": wandb.Video([1, 2]), "counts": wandb.Histogram([0, 1, 1, 4], num_bins=2)})
""")
        self.assertEqual(sorted(found), [
            "media/chart_1.png", "media/counts_1.json", "media/odd name_1_0.png", "media/odd name_1_1.png",
            "media/page_1.html", "media/sound_1.wav", "media/table_1.csv", "media/table_1/1_1.png",
            "media/val/picture_1.png"])
        self.assertEqual(found["media/table_1.csv"], b'a,b,c\n1,"x,y",True\n2,media/table_1/1_1.png,False\n')
        self.assertEqual(json.loads(found["media/counts_1.json"]), {"bins": [0, 2, 4], "values": [3, 1]})
        self.assertIn("Video of values is not kept", ended.err)

    def test_that_are_saved_are_those_of_the_end(self):
        found, _ = self.files("""
import os
os.makedirs("out")
open("out/model.pt", "w").write("early")
open(os.path.join(run.dir, "own.txt"), "w").write("own")
assert wandb.save("out/*.pt") == ["out/model.pt"] and wandb.save("none") == []
wandb.save("out/model.pt", base_path="out", policy="now")
open("out/model.pt", "w").write("late")
artifact = wandb.Artifact("data:v0", type="dataset")
artifact.add_dir("out"); artifact.add_file("out/model.pt", name="sub/m.pt")
artifact.add(wandb.Table(columns=["a"], data=[[1]]), "t")
wandb.log_artifact(artifact).wait()
run.log_model("out/model.pt", name="best")
""")
        self.assertEqual(found, {
            "out/model.pt": b"late", "model.pt": b"early", "own.txt": b"own", "artifacts/data_v0/model.pt": b"late",
            "artifacts/data_v0/sub/m.pt": b"late", "artifacts/data_v0/t.csv": b"a\n1\n",
            "artifacts/best/model.pt": b"late"})


class SurfaceTests(unittest.TestCase):
    def test_of_what_is_not_there_is_refused_by_name(self):
        out = script("""
import wandb
for name in wandb._REFUSED:
    try: getattr(wandb, name)()
    except wandb.CommError as refused: print(refused)
for look in (lambda: wandb.Nothing, lambda: wandb.init().nothing):
    try: look()
    except AttributeError as refused: print(refused)
assert not hasattr(wandb, "keras")
try: import wandb.keras
except ImportError as refused: print(refused)
import wandb.errors, wandb.plot
""").ended_well().replace("\x1e", "")
        said = [line for line in out.splitlines() if not line.startswith("wandb.init")]
        self.assertRegex(said[0], "wandb.Api is not here: it asks W&B's server; ask this cluster")
        self.assertRegex(said[-3], "wandb.Nothing is not here: .* has AlertLevel, Artifact, ")
        self.assertRegex(said[-2], "a run has no 'nothing' here: it has alert, config, .*")
        self.assertRegex(said[-1], "No module named 'wandb.keras': this wandb is the one of experiments")

    def test_is_what_the_guide_lists(self):
        there, refused = script("""
import wandb
print(*wandb.__all__)
print(*wandb._REFUSED)
""").ended_well().splitlines()
        section = GUIDE.read_text("utf-8").split("## Scripts that log to W&B")[1].split("\n## ")[0]
        rows = [row for row in section.splitlines() if row.startswith("| ")]
        names = {name for row in rows for name in re.findall(r"`wandb\.(\w+)", row.split(" | ")[0])}
        refusals = {name for row in rows if "refused" in row for name in re.findall(
            r"`wandb\.(\w+)", row.split(" | ")[0])}
        self.assertEqual(names - refusals, set(there.split()))
        self.assertEqual(refusals, set(refused.split()))

    def test_of_a_package_that_is_installed_wins_unless_ours_is_asked_for(self):
        for shim, expected in (("if_missing", "theirs"), ("always", "ours")):
            out = script("""
import sys
sys.path.append("installed")
import wandb
print(getattr(wandb, "whose", "ours"))
""", shim=shim, files={"installed/wandb/__init__.py": "whose = 'theirs'"}).ended_well()
            self.assertEqual(out, expected + "\n")
        out = script("import wandb; print(wandb.__version__)", shim="if_missing", files={"wandb/run-1/log": ""})
        self.assertIn("experiments", out.ended_well())

    def test_works_beside_another_package_experiments(self):
        ended = script("""
import experiments, wandb
wandb.init(); wandb.log({"a": 1})
print(experiments.whose)
""", files={"experiments/__init__.py": "whose = 'theirs'"})
        self.assertIn("theirs\n", ended.ended_well())
        self.assertEqual(reports(ended.out), [{"step": 0, "a": 1}])

    def test_ends_a_trial_that_is_told_to_end(self):
        started = script("""
import time, wandb
with wandb.init() as run:
    try:
        while True: wandb.log({"a": 1}); time.sleep(0.01)
    finally: print("cleaned")
""")
        for _ in range(4):
            started.process.stdout.readline()
        started.process.send_signal(signal.SIGTERM)
        started.end()
        self.assertEqual(started.process.returncode, 143, started.err)
        self.assertIn("cleaned", started.out)
        self.assertNotIn("Traceback", started.err)


class ShapeTests(unittest.TestCase):
    def run_shape(self, name, params, **more):
        ended = script((SHAPES / name / "train.py").read_text("utf-8"), params, **more)
        ended.ended_well()
        return ended, reports(ended.out)

    def test_loop(self):
        ended, found = self.run_shape("loop", {"lr": 0.5, "epochs": 2})
        self.assertEqual([row["val_loss"] for row in found if "val_loss" in row], [1, 1])
        self.assertEqual([row["step"] for row in found], list(range(10)))
        self.assertEqual((ended.folder / "artifacts" / "model.txt").read_text(), "2.0")

    def test_classifier(self):
        ended, found = self.run_shape("classifier", {"neighbors": 1, "weights": "uniform"})
        self.assertEqual(found, [{"step": 0, "accuracy": 0.8}])
        root = ended.folder / "artifacts"
        self.assertEqual(
            sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()),
            ["artifacts/model/model.txt", "media/confusion_0.csv", "media/picture_0.png", "media/predictions_0.csv"])
        self.assertIn("low,high,", (root / "media/confusion_0.csv").read_text())

    def test_nested(self):
        _, found = self.run_shape("nested", {"optimizer": {"name": "adam", "lr": 0.1}})
        self.assertEqual([row["val.loss"] for row in found], [1, 1 / 2, 1 / 3, 1 / 4])
        self.assertEqual({row["train.lr"] for row in found}, {0.1})

    def test_agent(self):
        ended, found = self.run_shape("agent", {"x": 3, "offset": 0.5})
        self.assertEqual(found, [{"step": 0, "score": 8.5}])
        self.assertIn("sweep() begins nothing", ended.err)

    def test_steps(self):
        ended, found = self.run_shape("steps", {"rate": 1.0})
        self.assertEqual([row["step"] for row in found if "loss" in row], list(range(0, 80, 10)))
        self.assertIn("alert: done: loss=0.0625", ended.err)
        self.assertNotIn("late", {name for row in found for name in row})

    def test_axes(self):
        _, found = self.run_shape("axes", {"top": 0.5})
        self.assertEqual(
            [(row["epoch"], row["val/accuracy"], row["val/accuracy.max"]) for row in found if "val/loss" in row],
            [(1, 0.4, 0.4), (2, 0.5, 0.5), (3, 0.4, 0.5), (4, 0.3, 0.5)])
        self.assertEqual(found[-1], {"step": 14, "epochs": 4})


if __name__ == "__main__":
    unittest.main()
