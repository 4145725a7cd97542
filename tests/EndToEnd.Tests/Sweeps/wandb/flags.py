import json
import sys

words = sys.argv[1:]
assert words[:2] == ["--mode", "train"], words
assert "--amp" in words and not any("nesterov" in word for word in words), words
given = dict(word[2:].split("=") for word in words[2:] if "=" in word)
lr, layers = float(given["lr"]), int(given["layers"])
assert 1e-5 <= lr <= 1e-1 and 1 <= layers <= 4
for step in (10, 20):
    print(json.dumps({"step": step, "accuracy": layers / 10 + step / 1000, "loss": float("nan")}))
