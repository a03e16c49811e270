"""Evidence: what producers write and what the gates read."""
