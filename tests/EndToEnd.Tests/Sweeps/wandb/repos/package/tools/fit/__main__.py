import sys

given = dict(word.split("=", 1) for word in sys.argv[1:])
assert given["seed"] == "1", given
print(f"step=10 score={given['momentum']}")
