"""Metrics with an x axis of their own, and a summary that is the best of their values."""
import wandb

wandb.init(project="axes", settings=wandb.Settings(console="off"))
wandb.define_metric("epoch")
wandb.define_metric("val/*", step_metric="epoch")
wandb.define_metric("val/accuracy", step_metric="epoch", summary="max")
for epoch in range(1, 5):
    for batch in range(3):
        wandb.log({"train/loss": 1 / (epoch + batch), "epoch": epoch})
    accuracy = wandb.config.top - abs(epoch - 2) / 10
    wandb.log({"val/accuracy": accuracy, "val/loss": 1 - accuracy, "epoch": epoch})
wandb.run.summary["epochs"] = epoch
