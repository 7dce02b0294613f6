"""What the decision under uncertainty says on a page, from its result."""
