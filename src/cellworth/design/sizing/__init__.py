"""The circular part of a design: capacity, area, thickness and whole layers found together."""
