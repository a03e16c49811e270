"""The parts of the reference server as processes: how each starts, is watched, and ends with the others."""
