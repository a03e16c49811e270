"""`qa doctor`: is everything here that a run needs, is a target fit for a release, and what to do if not."""
