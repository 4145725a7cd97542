import argparse


def flag(text):
    return text.lower() in ("true", "1", "yes")


parser = argparse.ArgumentParser()
parser.add_argument("--batch_size", type=int)
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--use_dropout", type=flag)
args = parser.parse_args()
print(args)
for epoch in range(3):
    loss = 100 * args.learning_rate / (epoch + 1) + args.batch_size + (0.5 if args.use_dropout else 0)
    print("epoch=%d train_loss=%.3f val_loss=%.3f" % (epoch, loss, loss + 1))
