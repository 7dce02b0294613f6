"""What a stake is worth, and to whom."""
