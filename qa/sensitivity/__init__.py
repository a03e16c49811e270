"""`qa sensitivity`: the suite itself put to the test, on servers with seeded defects and with benign variants."""
