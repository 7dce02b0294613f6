"""A supplier's offer held against what its cells cost to make."""
