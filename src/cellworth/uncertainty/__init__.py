"""Draws, distributions, correlation, running statistics, sensitivity and what a decision is worth."""
