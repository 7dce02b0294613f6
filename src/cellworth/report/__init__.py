"""Tables and charts from results."""
