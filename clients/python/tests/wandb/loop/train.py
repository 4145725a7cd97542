"""A training loop as of a network: batches, a validation after each epoch, and lines for people."""
import wandb

DEFAULTS = {"lr": 0.01, "epochs": 1, "batches": 4, "architecture": "CNN"}


class Model:
    def __init__(self):
        self.weight = 0.0

    def loss(self, target):
        return (self.weight - target) ** 2

    def step(self, target, lr):
        self.weight -= lr * 2 * (self.weight - target)


class Tensor:
    """As torch's: a number only by item()."""

    def __init__(self, value):
        self.value = value

    def item(self):
        return self.value


run = wandb.init(project="loops", config=DEFAULTS, tags=["sweep"], job_type="train")
config = wandb.config
print(config)
model = Model()
wandb.watch(model, log="all", log_freq=10)
for epoch in range(config.epochs):
    for batch in range(config.batches):
        model.step(2.0, config.lr)
        wandb.log({"epoch": epoch, "train_loss": Tensor(model.loss(2.0))})
    val_loss = model.loss(2.0) + 1
    print(f"epoch={epoch + 1} val_loss={val_loss:.2f}")
    wandb.log({"epoch": epoch, "val_loss": val_loss, "weights": wandb.Histogram([model.weight])})
with open("model.txt", "w") as file:
    file.write(str(model.weight))
wandb.save("model.txt")
wandb.finish()
