"""Telemetry: what happens is counted in memory, written in batches, told to administrators and to Prometheus."""
