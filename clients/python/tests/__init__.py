"""Tests of the package. Those in test_silo need a silo, whose address is in EXPERIMENTS_URL."""
