"""Sensitivity: which seeded defect turned which case red, and what that says about the suite."""
