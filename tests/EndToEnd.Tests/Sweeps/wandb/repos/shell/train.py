import os
import sys

words = sys.argv[1:]
assert words[0] == "--lr=0.5", words
assert words[1] in ("--text=it's $HOME & more", '--text="plain"'), words
assert words[2:] == ["--last=2", "--secret", "s3cret!&x y"], words
assert os.environ["TOKEN"] == "s3cret!&x y" and os.environ["RUN"] == "run-0.5", os.environ
print(f"epoch=1 loss={len(words[1])}")
