"""How devices keep up: commands carried out once, changes told in order, and what is forgotten in time."""
