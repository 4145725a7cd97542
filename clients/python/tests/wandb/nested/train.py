"""A nested configuration, of which the sweep varies a part, and nested metrics."""
import math

import wandb

config = {"optimizer": {"name": "sgd", "lr": 1.0, "momentum": 0.9}, "model": {"layers": 2}, "epochs": 2}
run = wandb.init(config=config)
config = run.config
assert config.optimizer["momentum"] == 0.9 and config["model"]["layers"] == 2
config.update({"epochs": 4}, allow_val_change=True)
config.update({"optimizer": {"name": config.optimizer["name"], "lr": 100.0}})
for epoch in range(config.epochs):
    loss = abs(math.log10(config.optimizer["lr"]) + 2) / (epoch + 1) + (config.optimizer["name"] == "sgd")
    wandb.log({"train": {"loss": loss * 2, "lr": config.optimizer["lr"]}, "val": {"loss": loss, "nan": math.nan}})
