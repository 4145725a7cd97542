"""Measures what a report costs the program that makes it, with a reader at the other end of its output."""
import os
import statistics
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import experiments  # noqa: E402

ROUNDS, REPORTS = 20, 10_000


def main() -> None:
    read, write = os.pipe()
    out = os.dup(1)
    os.dup2(write, 1)
    os.environ["TRIAL_PARAMETERS"] = "{}"
    trial = experiments.trial()
    for descriptor in (1, write):
        os.dup2(out, descriptor)

    received = []
    reader = threading.Thread(target=lambda: received.append(count(read)), daemon=True)
    reader.start()
    costs = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        for step in range(REPORTS):
            trial.report(step=step, train_loss=0.25, val_loss=0.2501, accuracy=0.9)
        costs.append((time.perf_counter() - begin) / REPORTS * 1e6)
    os.close(trial._reporter._output)
    reader.join()

    print(f"a report of 3 values, {ROUNDS} times {REPORTS:,}, Python {sys.version.split()[0]}")
    print(f"µs in the program: {statistics.median(costs):.1f} (median), {min(costs):.1f} to {max(costs):.1f}")
    print(f"reports per second: {1e6 / statistics.median(costs):,.0f}")
    print(f"lines that arrived: {received[0]:,} of {ROUNDS * REPORTS:,}")


def count(pipe: int) -> int:
    lines = 0
    while True:
        part = os.read(pipe, 1 << 16)
        if not part:
            return lines
        lines += part.count(b"\n")


main()
