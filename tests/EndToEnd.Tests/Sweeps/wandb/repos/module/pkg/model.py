def accuracy(width):
    return width / 100
