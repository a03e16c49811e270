"""Proof that the product's alerts fire: simulated time, rule mutants, and a real Prometheus in compressed time."""
