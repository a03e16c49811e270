"""Defects of telemetry."""
