"""Facts + rules + policy -> verdict: rules are code, thresholds are data, and nothing passes by being absent."""
