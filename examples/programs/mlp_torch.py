"""A small network on points in a spiral. Needs PyTorch: pip install torch."""
import json
import math
import os

import torch
from torch import nn

options = json.loads(os.environ["TRIAL_PARAMETERS"])
# The lease says where: CUDA_VISIBLE_DEVICES shows only its GPU, and OMP_NUM_THREADS its cores.
device = "cuda" if os.environ.get("TRIAL_DEVICE") == "cuda" and torch.cuda.is_available() else "cpu"
torch.manual_seed(int(os.environ["TRIAL_SEED"]) % 2**63)

count = 1000
turn = torch.rand(count) * 3 * math.pi
label = torch.randint(0, 2, (count,))
angle = turn + label * math.pi
points = torch.stack((turn * angle.cos(), turn * angle.sin()), dim=1) / 10 + 0.02 * torch.randn(count, 2)
points, label = points.to(device), label.to(device)

width = options["hidden_units"]
model = nn.Sequential(nn.Linear(2, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 2)).to(device)
optimizer = torch.optim.Adam(model.parameters(), lr=options["learning_rate"])
loss_of = nn.CrossEntropyLoss()

state_file = os.path.join(os.environ["TRIAL_CHECKPOINT_DIR"], "state.pt")
begin = 0
if os.path.exists(state_file):
    state = torch.load(state_file, map_location=device)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    begin = state["epoch"]

for epoch in range(begin + 1, options["epochs"] + 1):
    for batch in torch.arange(800, device=device).split(50):
        optimizer.zero_grad()
        loss = loss_of(model(points[batch]), label[batch])
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        output = model(points[800:])
        val_loss = loss_of(output, label[800:]).item()
        val_accuracy = (output.argmax(1) == label[800:]).float().mean().item()

    print(f"epoch={epoch} train_loss={loss.item():.6f} val_loss={val_loss:.6f} val_accuracy={val_accuracy:.4f}", flush=True)
    torch.save({"epoch": epoch, "model": model.state_dict(), "optimizer": optimizer.state_dict()}, state_file + ".new")
    os.replace(state_file + ".new", state_file)

# Files left in this folder are kept: 'experiments artifacts SWEEP/TRIAL' lists and downloads them.
torch.save(model.state_dict(), os.path.join(os.environ["TRIAL_ARTIFACT_DIR"], "model.pt"))
