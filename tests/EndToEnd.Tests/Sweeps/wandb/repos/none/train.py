import argparse


def number(text):
    return None if text == "None" else float(text)


parser = argparse.ArgumentParser()
parser.add_argument("--clip", type=number)
parser.add_argument("--lr", type=float)
parser.add_argument("--layers", type=int)
parser.add_argument("--betas")
args = parser.parse_args()
assert (args.lr, args.layers, args.betas) == (1e-5, 2, "[0.9, 0.99]"), args
print(f"epoch=1 loss={7 if args.clip is None else 9}")
