import json
import math
import sys

config = json.load(open(sys.argv[2]))
lr = config["optimizer"]["lr"]
assert -9.2 <= math.log(lr) <= -2.3 and config["batch"] % 8 == 0 and config["warmup"] is None, config
assert ("--amp" in sys.argv) == config["amp"] and "--warmup=None" in sys.argv, sys.argv
print(json.dumps({"epoch": 1, "accuracy": 0.5}))
