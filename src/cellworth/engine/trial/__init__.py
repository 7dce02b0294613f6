"""Synthetic worlds: a hidden truth, what is told of it, and whether the decision holds (S80)."""
