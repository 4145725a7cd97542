"""The version of this package; a release has its own."""
VERSION = "0.1.0.dev0"
