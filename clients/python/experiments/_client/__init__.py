"""Sweeps from outside, over the HTTP API."""
