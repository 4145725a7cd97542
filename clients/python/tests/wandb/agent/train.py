"""A script that describes its own sweep and runs it with an agent."""
import wandb

SWEEP = {
    "method": "random",
    "metric": {"name": "score", "goal": "maximize"},
    "parameters": {"x": {"values": [1, 2, 3]}, "offset": {"value": 0.5}},
}


def objective(config):
    return config.x ** 2 - config.offset


def main(config=None):
    with wandb.init(config=config):
        config = wandb.config
        wandb.log({"score": objective(config)})


wandb.login()
sweep_id = wandb.sweep(sweep=SWEEP, project="agents")
wandb.agent(sweep_id, function=main, count=10)
