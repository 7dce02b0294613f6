"""Articles read for claims by rule, with their spans."""
