"""Seeded defects, on which the suite itself is tested. Executed (`faults.launch`), imported by nobody."""
