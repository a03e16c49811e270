"""People: their accounts, their sessions, and how they sign in."""
