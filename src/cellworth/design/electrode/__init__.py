"""Couples, coatings, balance and the resistance of an electrode."""
