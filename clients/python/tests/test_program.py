"""What a program says, and how it is stopped."""
import json
import math
import pickle
import shutil
import signal
import struct
import time
import unittest
import zlib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments import ExperimentsError, Record
from experiments._program.images import save_png
from experiments._program.params import read_arguments, read_params
from experiments._program.reporting import number

from .scripts import LIMIT, Script, lines


class Scalar:
    """As numpy's and torch's: it is no number of Python, but becomes one."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return float(self.value)


class Several:
    def __float__(self):
        raise TypeError("only size-1 arrays can be converted")


class ParamsTests(unittest.TestCase):
    def test_of_a_sweep_are_attributes_and_items_with_defaults(self):
        params = read_params('{"lr": 0.5, "model": {"units": 64, "items": 1}, "名": "x\\ny"}', {"lr": 1, "epochs": 3})
        self.assertEqual(params, {"lr": 0.5, "model": {"units": 64, "items": 1}, "名": "x\ny", "epochs": 3})
        self.assertEqual((params.lr, params.model.units, params.model["items"]), (0.5, 64, 1))
        self.assertEqual(pickle.loads(pickle.dumps(params)).model.units, 64)
        with self.assertRaisesRegex(AttributeError, "no value 'rate'; there are: lr, model, 名, epochs"):
            params.rate

    def test_of_arguments_are_read_as_their_defaults(self):
        defaults = dict(lr=0.1, epochs=3, name="a", fast=False, batch_size=8, layers=[1])
        params = read_arguments(
            ["train", "--lr=1", "--epochs", "5", "--name=7", "--fast", "--batch-size", "16", "--layers=[2, 3]",
             "--own", "--model.units=64", "--note=a=b", "--none=None", "-v"], defaults)
        self.assertEqual(params, dict(
            lr=1.0, epochs=5, name="7", fast=True, batch_size=16, layers=[2, 3], model={"units": 64}, note="a=b",
            none=None))
        self.assertIs(type(params.lr), float)

    def test_of_wrong_arguments_are_refused_in_a_sentence(self):
        for argument, words in (("--epochs=many", "'many', and must be a int"), ("--epochs", "has no value"),
                                ("--epochs=2.5", "must be a int"), ("--epochs.x=1", "is a value and not a group")):
            with self.assertRaisesRegex(ExperimentsError, words):
                read_arguments([argument], {"epochs": 3})


class NumberTests(unittest.TestCase):
    def test_of_any_kind_is_written(self):
        for value, text in (
                (1, "1"), (0.1, "0.1"), (True, "1"), (math.nan, "NaN"), (-math.inf, "-Infinity"),
                (10 ** 400, "Infinity"), (-10 ** 400, "-Infinity"), (1e-320, "1e-320"),
                (Decimal("0.5"), "0.5"), (Fraction(1, 4), "0.25"), (Scalar(0.25), "0.25"), (Scalar("nan"), "NaN")):
            self.assertEqual(number("x", value), text)

    def test_of_no_number_is_refused_by_name(self):
        for value in ("0.5", b"1", None, [1], {}, Several(), 1j):
            with self.assertRaisesRegex(TypeError, "the metric 'acc' is .* not one number"):
                number("acc", value)


class ReportTests(unittest.TestCase):
    def test_is_one_line_wherever_the_output_was_left(self):
        script = Script("""
import experiments, os, sys
trial = experiments.trial(more=1)
print("half a line", end="")
trial.report({"val/mrr@10": float("nan"), "损失 \\"x\\"": -1}, epoch=1)
sys.stdout = open(os.devnull, "w")
os.dup2(os.open("file", os.O_WRONLY | os.O_CREAT), 1)
trial.report(epoch=2, loss=0.5)
""", {"lr": 1})
        out = script.ended_well()
        self.assertEqual(lines(out), [
            "half a line", '{"epoch": 1, "val/mrr@10": NaN, "损失 \\"x\\"": -1}', '{"epoch": 2, "loss": 0.5}'])

    def test_of_threads_among_prints_is_whole(self):
        out = Script("""
import experiments, os, threading
trial = experiments.trial()
def say(name):
    for step in range(500):
        print("word", end=" ")
        trial.report({name: step}, step=step)
        os.write(1, b"x")
threads = [threading.Thread(target=say, args=(f"m{i}",)) for i in range(4)]
for one in threads: one.start()
for one in threads: one.join()
print()
""", {}).ended_well()
        records = [json.loads(part.split("}")[0] + "}") for part in out.split("\x1e")[1:]]
        found = sorted((name, record["step"]) for record in records for name in record if name != "step")
        self.assertEqual(found, sorted((f"m{i}", step) for i in range(4) for step in range(500)))

    def test_of_many_metrics_is_lines_that_pipes_keep_whole(self):
        script = Script("""
import experiments
experiments.trial().report({f"metric {i} " + "é" * 50: i for i in range(200)}, epoch=4)
experiments.trial().report({f"metric {i} " + "é" * 50: i for i in range(100)})
""", {})
        script.ended_well()
        found = lines(script.out)
        self.assertTrue(all(len(line.encode()) + 2 <= 4096 for line in found))
        records = [json.loads(line) for line in found]
        steps = [record.pop("epoch", None) for record in records]
        self.assertEqual((steps[0], steps[-1], 4 in steps[1:]), (4, None, True))
        self.assertEqual(sum(map(len, records)), 300)

    def test_refuses_what_no_node_keeps(self):
        out = Script("""
import experiments
for values in ({}, {"a\\nb": 1}, {"": 1}, {"x" * 201: 1}, {"😀" * 101: 1}, {"\\ud800": 1}, {"x": "1"}):
    try:
        experiments.trial().report(values)
        print("taken", ascii(values))
    except (ValueError, TypeError) as refused:
        print(type(refused).__name__)
experiments.trial().report({"😀" * 100: 1})
""", {}).ended_well()
        self.assertEqual(out.split("\n")[:7], ["ValueError"] * 6 + ["TypeError"])
        self.assertIn("😀" * 100, out)


class StopTests(unittest.TestCase):
    ENDLESS = """
import experiments, sys, time
trial, step = experiments.trial(), 0
while True:
    step += 1
    {report}
    time.sleep(0.01)
print("saved")
"""

    def stop(self, report, after=1):
        script = Script(self.ENDLESS.format(report=report), {})
        for _ in range(after):
            script.process.stdout.readline()
        script.process.send_signal(signal.SIGTERM)
        return script.end()

    def test_is_the_answer_to_a_report(self):
        script = self.stop("if not trial.report(step=step, x=1): break")
        self.assertEqual(script.process.returncode, 0, script.err)
        self.assertTrue(script.out.endswith("saved\n"))

    def test_ends_a_program_that_does_not_look_at_the_answer_at_once(self):
        script = self.stop("""
    try:
        trial.report(step=step, x=1)
        if step == 2: time.sleep(60)
    finally:
        if step == 2: print("cleaned", flush=True)""", after=2)
        self.assertEqual(script.process.returncode, 143)
        self.assertEqual(script.out, "cleaned\n")

    def test_ends_a_program_that_has_not_reported_at_once(self):
        script = self.stop("print('reading', flush=True); time.sleep(60); trial.report(step=step, x=1)")
        self.assertEqual((script.process.returncode, script.out), (143, ""))

    def test_ends_a_program_that_did_not_look_at_its_first_answer_at_the_second(self):
        script = self.stop("trial.report(step=step, x=1)")
        self.assertEqual(script.process.returncode, 143)
        self.assertNotIn("saved", script.out)

    def test_ends_a_program_that_does_not_hear_the_answer(self):
        script = self.stop("print(trial.report(step=step, x=1) and True)")
        self.assertEqual(script.process.returncode, 143)
        self.assertEqual(script.out.count("False"), 1)

    def test_leaves_a_handler_of_the_program_alone(self):
        script = self.stop("""
    import signal
    if step == 1: signal.signal(signal.SIGTERM, lambda *_: sys.exit("own"))
    assert trial.report(step=step, x=1)""")
        self.assertEqual((script.process.returncode, script.err), (1, "own\n"))

    def test_answers_are_true_or_false(self):
        out = Script("""
import experiments
answer = experiments.trial().report(x=1)
print(answer, answer == True, not answer, bool(answer), [answer])
""", {}).ended_well()
        self.assertEqual(lines(out)[1:], ["True True False True [True]"])

    def test_still_ends_workers_at_once(self):
        out = Script("""
import experiments, os, signal, time
experiments.trial()
read, write = os.pipe()
worker = os.fork()
if worker == 0:
    os.write(write, b"x")
    time.sleep(60)
os.read(read, 1)
os.kill(worker, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
""", {}).ended_well()
        self.assertEqual(out, "-15\n")


class FileTests(unittest.TestCase):
    def test_of_a_checkpoint_is_there_as_a_whole_or_not_at_all(self):
        script = Script("""
import experiments
trial = experiments.trial()
assert trial.resume() is None
with trial.checkpoint() as file: file.write_text("one")
try:
    with trial.checkpoint() as file:
        file.write_text("tw")
        raise ValueError
except ValueError: pass
print(trial.resume().read_text(), *sorted(path.name for path in trial.checkpoint_dir.iterdir()))
print(trial.id, trial.sweep, trial.number, trial.attempt, trial.seed, trial.device, trial.resumed_step, trial.alone)
""", {})
        self.assertEqual(script.ended_well(), "one checkpoint\nabc/7 abc 7 2 4294967295 cuda 3 False\n")

    def test_of_a_trial_are_kept_under_names_within_its_folder(self):
        script = Script("""
import experiments, os
trial = experiments.trial()
os.makedirs("model/parts")
open("model/parts/a", "w").write("part")
open("one.bin", "w").write("one")
trial.log_artifact("model")
trial.log_artifact("one.bin")
trial.log_artifact("one.bin", "weights/last.bin")
trial.log_text("notes/ünïcode 😀.txt", "a\\nb\\ud800")
trial.log_image("picture", [[0, 255]])
for name in ("../out", "/etc/x", "a/../../b", "", "a\\nb", "a\\\\b"):
    try: trial.log_text(name, "x")
    except ValueError: continue
    print("taken", name)
""", {})
        self.assertEqual(script.ended_well(), "")
        root = script.folder / "artifacts"
        found = {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        self.assertEqual(found, {
            "model/parts/a", "one.bin", "weights/last.bin", "notes/ünïcode 😀.txt", "picture.png"})
        self.assertEqual((root / "notes/ünïcode 😀.txt").read_text("utf-8"), "a\nb\\ud800")

    def test_of_a_script_alone_stay_but_its_checkpoints_do_not(self):
        script = Script("""
import experiments
trial = experiments.trial(lr=0.1)
again = experiments.trial(epochs=2)
assert again is trial and trial.alone and trial.params == {"lr": 3.0, "epochs": 5}
assert trial.report(epoch=1, loss=float("inf"))
with trial.checkpoint() as file: file.write_text("x")
print(trial.checkpoint_dir.parent)
trial.log_text("a", "b")
""", arguments=["--lr=3", "--epochs=5"])
        report, folder = script.ended_well().splitlines()
        self.assertEqual(report, '{"epoch": 1, "loss": Infinity}')
        self.assertEqual([path.name for path in Path(folder).iterdir()], ["artifacts"])
        self.assertIn(f"{folder}/artifacts", script.err)
        shutil.rmtree(folder)


class Figure:
    def savefig(self, file, format):
        Path(file).write_text(f"figure {format}")


class ImageTests(unittest.TestCase):
    def decode(self, image):
        with TemporaryDirectory() as folder:
            save_png(image, Path(folder) / "x.png")
            png = (Path(folder) / "x.png").read_bytes()
        self.assertEqual(png[:8], b"\x89PNG\r\n\x1a\n")
        at, chunks = 8, {}
        while at < len(png):
            length, kind = struct.unpack(">I4s", png[at:at + 8])
            content = png[at + 8:at + 8 + length]
            self.assertEqual(struct.unpack(">I", png[at + 8 + length:at + 12 + length])[0], zlib.crc32(kind + content))
            chunks[kind] = content
            at += 12 + length
        width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
        self.assertEqual((depth, list(chunks)), (8, [b"IHDR", b"IDAT", b"IEND"]))
        row = len(zlib.decompress(chunks[b"IDAT"])) // height
        data = zlib.decompress(chunks[b"IDAT"])
        self.assertEqual({data[y * row] for y in range(height)}, {0})
        return width, height, colour, [list(data[y * row + 1:(y + 1) * row]) for y in range(height)]

    def test_of_lists_and_arrays_are_their_pixels(self):
        self.assertEqual(self.decode([[0, 1, 2], [3, 4, 255]]), (3, 2, 0, [[0, 1, 2], [3, 4, 255]]))
        self.assertEqual(self.decode([[(1, 2, 3), (4, 5, 6)]]), (2, 1, 2, [[1, 2, 3, 4, 5, 6]]))
        array = memoryview(bytes(range(16))).cast("B", (2, 2, 4))
        self.assertEqual(self.decode(array), (2, 2, 6, [list(range(8)), list(range(8, 16))]))

    def test_of_a_figure_is_drawn_by_itself(self):
        with TemporaryDirectory() as folder:
            save_png(Figure(), Path(folder) / "x.png")
            self.assertEqual((Path(folder) / "x.png").read_text(), "figure png")

    def test_of_other_things_are_refused_in_a_sentence(self):
        floats = memoryview(struct.pack("4f", 0, 1, 2, 3)).cast("B").cast("f", (2, 2))
        for image, words in (
                ([[0, 256]], "0 to 255"), ([[0], [1, 2]], "equal lengths"), ([0, 1], "has the shape"),
                ([], "the shape"), ([[[1, 2, 3, 4, 5]]], "has the shape"), (floats, "uint8"), ("x.png", "and not str")):
            with self.assertRaisesRegex((TypeError, ValueError), words):
                self.decode(image)


class RecordTests(unittest.TestCase):
    def test_nested_values_are_records(self):
        record = Record({"a": [{"b": 1}], "c": {}})
        record.c.d = {"e": 2}
        record.update(f={"g": 3})
        self.assertEqual((record.a[0].b, record.c.d.e, record.f.g, record.copy()), (1, 2, 3, record))


if __name__ == "__main__":
    unittest.main()
