"""What people write down: ideas, infobase and journal, their history, who can read them, and the search."""
