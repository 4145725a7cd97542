"""Submits a sweep, follows it, and looks at its results: see docs/python.md."""
import experiments

client = experiments.connect()
sweep = client.submit("examples/programs/client.yaml")
for state in sweep.watch():
    print(state.sweep.trials.completed, state.sweep.best_objective)

best = sweep.best()
print(best.trial, best.objective, best.parameters)
for curve in sweep.curves(trials=[best.trial]):
    print(curve.steps, curve.values)
for trial in sweep.trials(where="learning_rate < 0.1 and status = completed", sort="objective"):
    print(trial.trial, trial.objective)
for line in sweep.logs(best.trial).first(3):
    print(line.text)
for file in sweep.artifacts(best.trial):
    file.download("left", overwrite=True)
print(sweep.extend(run_cap=8))
sweep.wait()
