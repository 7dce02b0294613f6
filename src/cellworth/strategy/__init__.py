"""Make, buy or sell, year by year."""
