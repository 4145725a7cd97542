import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--base", type=int)
args = parser.parse_args()
for epoch in (1, 2):
    print(f"epoch={epoch} val_loss={args.base / epoch}")
