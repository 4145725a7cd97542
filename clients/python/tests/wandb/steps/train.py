"""Steps that the script names itself, values of a step in several calls, and an early end."""
import wandb

run = wandb.init(project="steps", config={"rate": 1.0})
loss = 16.0
for step in range(0, 80, 10):
    loss *= 1 - run.config.rate / 2
    run.log({"loss": loss}, step=step)
    run.log({"rate": run.config.rate}, step=step, commit=False)
    run.log({"rate_now": run.config.rate / (step + 1)}, step=step)
run.log({"late": 1}, step=5)
wandb.alert(title="done", text=f"loss={loss}", level=wandb.AlertLevel.INFO)
