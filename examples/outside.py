"""Carries out the trials of a sweep in this process: see docs/python.md."""
import experiments


def train(trial):
    position = 4.0
    for epoch in range(1, 11):
        position -= trial.params.learning_rate * 2 * position
        if not trial.report(epoch=epoch, loss=position ** 2):
            return None                     # stopped early, or another worker has it
    return position ** 2


study = experiments.study(
    {"learning_rate": {"distribution": "log_uniform_values", "min": 0.001, "max": 0.9}},
    name="descent", metric="loss", run_cap=20,
    early_terminate={"type": "asha", "grace_period": 2, "max_t": 10, "mode": "stop"})
study.optimize(train, n_jobs=4)

best = study.best()
print(f"trial {best.trial}: loss {best.objective:.3g} with {best.parameters}")
