"""Wires the rooms: stages, blocks, results."""
