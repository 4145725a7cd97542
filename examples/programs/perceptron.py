"""Learns which side of a line points are on. Needs only Python."""
import argparse
import json
import os
import random

parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float, default=0.1)
parser.add_argument("--noise", type=float, default=0.0)
parser.add_argument("--epochs", type=int, default=10)
options = parser.parse_args()

# With the trial's seed, the same trial always draws the same points.
draw = random.Random(int(os.environ.get("TRIAL_SEED", "0")))
points = [(draw.uniform(-1, 1), draw.uniform(-1, 1)) for _ in range(400)]
labelled = [(x, y, 1 if y > 0.5 * x + draw.gauss(0, options.noise) else -1) for x, y in points]
train, validation = labelled[:300], labelled[300:]

# Files saved in this folder are restored for the trial's next attempt, on any node.
folder = os.environ.get("TRIAL_CHECKPOINT_DIR", ".")
state_file = os.path.join(folder, "perceptron.json")
state = {"epoch": 0, "weights": [0.0, 0.0, 0.0]}
if os.path.exists(state_file):
    with open(state_file) as file:
        state = json.load(file)

weights = state["weights"]
for epoch in range(state["epoch"] + 1, options.epochs + 1):
    for x, y, label in train:
        if label * (weights[0] * x + weights[1] * y + weights[2]) <= 0:
            weights = [w + options.learning_rate * label * v for w, v in zip(weights, (x, y, 1.0))]
    right = sum(label * (weights[0] * x + weights[1] * y + weights[2]) > 0 for x, y, label in validation)

    # Report the epoch first, then save it. os.replace is atomic, so the folder never contains a partial file.
    print(json.dumps({"epoch": epoch, "val_accuracy": right / len(validation)}))
    with open(state_file + ".new", "w") as file:
        json.dump({"epoch": epoch, "weights": weights}, file)
    os.replace(state_file + ".new", state_file)

# Files left in this folder are kept: 'experiments artifacts SWEEP/TRIAL' lists and downloads them.
with open(os.path.join(os.environ.get("TRIAL_ARTIFACT_DIR", "."), "model.json"), "w") as file:
    json.dump(weights, file)
