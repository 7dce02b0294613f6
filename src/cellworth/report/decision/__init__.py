"""What the first decision says on a page: sentences, numbers, tables and sources from its result."""
