"""A classifier as of scikit-learn: fitted at once, judged by tables, its score in the summary."""
import argparse

import wandb

parser = argparse.ArgumentParser()
parser.add_argument("--neighbors", type=int, default=1)
parser.add_argument("--weights", type=str, default="uniform")
args = parser.parse_args()

TRAIN = [(0.0, 0), (0.1, 0), (0.4, 0), (0.45, 1), (0.9, 1), (1.0, 1)]
TEST = [(0.05, 0), (0.2, 0), (0.42, 1), (0.5, 1), (0.95, 1)]


class Classifier:
    def __init__(self, neighbors, weights):
        self.neighbors, self.weights = neighbors, weights

    def predict(self, x):
        near = sorted(TRAIN, key=lambda example: abs(example[0] - x))[:self.neighbors]
        votes = {0: 0.0, 1: 0.0}
        for at, label in near:
            votes[label] += 1 if self.weights == "uniform" else 1 / (abs(at - x) + 1e-9)
        return max(votes, key=votes.get)


with wandb.init(project="classifiers", config=args, name=f"knn-{args.neighbors}") as run:
    model = Classifier(run.config.neighbors, run.config["weights"])
    predicted = [model.predict(x) for x, _ in TEST]
    truth = [label for _, label in TEST]
    accuracy = sum(one == other for one, other in zip(predicted, truth)) / len(TEST)
    table = wandb.Table(columns=["x", "truth", "predicted"])
    for (x, label), guess in zip(TEST, predicted):
        table.add_data(x, label, guess)
    run.log({
        "confusion": wandb.plot.confusion_matrix(y_true=truth, preds=predicted, class_names=["low", "high"]),
        "predictions": table,
        "picture": wandb.Image([[0.0, 0.5], [1.0, 0.25]], caption="values"),
    })
    run.summary["accuracy"] = accuracy
    artifact = wandb.Artifact("model", type="model", metadata={"neighbors": args.neighbors})
    with artifact.new_file("model.txt") as file:
        file.write(f"{args.neighbors} {args.weights}")
    run.log_artifact(artifact)
