import sys

given = dict(word.split("=", 1) for word in sys.argv[1:])
assert given["+experiment"] == "base", given
assert given["hydra.run.dir"] == "runs/${now:%Y-%m-%d}/${oc.env:USER}", given
assert given["note"] == "${args}", given
assert given["hydra.job.name"] == f"lr{given['trainer.lr']}-w{given['model.width']}", given
print(f"step=1 eval/reward={given['trainer.lr']}")
