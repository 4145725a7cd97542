"""Learns which side of a line points are on, and reports by the package 'experiments'. Also runs alone."""
import json
import random

import experiments

trial = experiments.trial(learning_rate=0.1, noise=0.0, epochs=10)
params = trial.params

# With the trial's seed, the same trial always draws the same points.
draw = random.Random(trial.seed)
points = [(draw.uniform(-1, 1), draw.uniform(-1, 1)) for _ in range(400)]
labelled = [(x, y, 1 if y > 0.5 * x + draw.gauss(0, params.noise) else -1) for x, y in points]
train, validation = labelled[:300], labelled[300:]

saved = trial.resume()
state = json.loads(saved.read_text()) if saved else {"epoch": 0, "weights": [0.0, 0.0, 0.0]}
weights = state["weights"]


def side(x, y):
    return 1 if weights[0] * x + weights[1] * y + weights[2] > 0 else -1


for epoch in range(state["epoch"] + 1, params.epochs + 1):
    for x, y, label in train:
        if side(x, y) != label:
            weights = [w + params.learning_rate * label * v for w, v in zip(weights, (x, y, 1.0))]
    right = sum(side(x, y) == label for x, y, label in validation)

    # Report the epoch first, then save it.
    go_on = trial.report(epoch=epoch, val_accuracy=right / len(validation))
    with trial.checkpoint() as file:
        file.write_text(json.dumps({"epoch": epoch, "weights": weights}))
    if not go_on:
        break

trial.log_text("model.json", json.dumps(weights))
# Which side the network puts each point of the square on.
trial.log_image("sides", [[128 + 127 * side(x / 32 - 1, 1 - y / 32) for x in range(64)] for y in range(64)])
