"""Layer 2: a real Prometheus in compressed time, between a product that is played and a receiver that listens."""
