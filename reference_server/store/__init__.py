"""What the server remembers: tables, migrations, and the questions that services ask of them."""
