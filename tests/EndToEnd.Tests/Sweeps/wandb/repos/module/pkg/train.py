import argparse

from .model import accuracy

parser = argparse.ArgumentParser()
parser.add_argument("--width", type=int)
print(f"epoch=1 acc={accuracy(parser.parse_args().width)}")
