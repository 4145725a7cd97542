#!/bin/bash
set -eu
[ "$(cat "$1")" = "$2" ]
[ "${@: -1}" = "home=$HOME" ]
exec python3 - "$1" <<'PYTHON'
import json
import sys

config = json.load(open(sys.argv[1]))
assert config["optimizer"]["betas"] == [0.9, 0.99], config
for epoch in range(1, config["epochs"] + 1):
    print(f"epoch={epoch}")
    print(json.dumps({"eval": {"loss": 1.0 / epoch + len(config["optimizer"]["name"])}}))
PYTHON
