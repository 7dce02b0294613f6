"""Modules, racks, jacket, conductors, management and cooling of a pack."""
