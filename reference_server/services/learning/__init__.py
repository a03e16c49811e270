"""What people learn: tracks of lessons, and the reviews that keep it in mind."""
