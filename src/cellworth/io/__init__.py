"""Files to records, results to files."""
