"""Prices, learning and demand as paths over years."""
