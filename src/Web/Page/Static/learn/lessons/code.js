// @ts-check

/**
 * The same network in PyTorch, in TensorFlow, and here, by what is compared.
 * @param {number} hidden The number of hidden units.
 * @returns {Record<string, Record<string, string>>}
 */
export function codeOf(hidden) {
  return {
    model: {
      pytorch: `from torch import nn

model = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, ${hidden}),
    nn.ReLU(),
    nn.Linear(${hidden}, 10),
)`,
      tensorflow: `from keras import Input, Sequential, layers

model = Sequential([
    Input(shape=(28, 28)),
    layers.Flatten(),
    layers.Dense(${hidden}, activation="relu"),
    layers.Dense(10),
])`,
      here: `workload: mlp
dataset: mnist
parameters:
  hidden_units: {value: ${hidden}}
  activation: {value: relu}`,
    },
    loop: {
      pytorch: `optimizer = torch.optim.Adam(
    model.parameters(), lr=0.001)
loss = nn.CrossEntropyLoss()
for epoch in range(6):
    for images, labels in batches:
        optimizer.zero_grad()
        wrong = loss(model(images), labels)
        wrong.backward()
        optimizer.step()`,
      tensorflow: `model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=keras.losses
        .SparseCategoricalCrossentropy(
            from_logits=True),
    metrics=["accuracy"])
model.fit(batches, epochs=6)`,
      here: `method: grid
metric: {name: val_accuracy, goal: maximize}
parameters:
  optimizer: {values: [sgd, adam, rmsprop]}
  learning_rate: {values: [0.01, 0.001]}
  epochs: {value: 6}`,
    },
    flow: {
      pytorch: `from torch.utils.data import DataLoader
from torchvision import datasets, transforms

digits = datasets.MNIST(
    "data", download=True,
    transform=transforms.ToTensor())
batches = DataLoader(
    digits, batch_size=64, shuffle=True)`,
      tensorflow: `import tensorflow as tf

(x, y), _ = keras.datasets.mnist.load_data()
batches = (tf.data.Dataset
    .from_tensor_slices((x / 255.0, y))
    .shuffle(60_000)
    .batch(64)
    .prefetch(tf.data.AUTOTUNE))`,
      here: `dataset: mnist     # or digits: generated here
parameters:
  batch_size: {value: 64}
  train_examples: {value: 6000}`,
    },
    gpu: {
      pytorch: `device = ("cuda" if torch.cuda.is_available()
          else "cpu")
model.to(device)
images = images.to(device)
labels = labels.to(device)`,
      tensorflow: `print(tf.config.list_physical_devices("GPU"))
with tf.device("/GPU:0"):
    model.fit(batches)`,
      here: `resources:
  gpu: 1           # or cpu: 2`,
    },
    debug: {
      pytorch: `hidden = model[:3](images)
print(hidden.shape, hidden.mean())
breakpoint()`,
      tensorflow: `model.compile(..., run_eagerly=True)
model.summary()
tf.debugging.check_numerics(x, "x is broken")`,
      here: `experiments curves quickstart
experiments inspect quickstart
experiments predict quickstart --index 11
experiments reproduce quickstart`,
    },
  };
}
