"""Synthetic worlds: is the decision any good? A hidden truth, what is told of it, and who chose best (S80)."""
