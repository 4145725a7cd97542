"""What a program knows and says that runs as a trial."""
