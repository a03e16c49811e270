"""Passion OS, the reference server: small, complete and correct, so that a suite can be tried and be tested on it."""

__version__ = "0.1.0"
