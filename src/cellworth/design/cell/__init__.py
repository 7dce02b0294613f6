"""Geometry, resistance, candidates and mass of a cell."""
