"""Electrode, cell and pack design.

Inputs are in `inputs`, results in `records` and `cell_records` (`CellDesign` holds them all), switches in
`corrections`; `sizing` finds the cell, `pack` builds modules and packs around it.
"""
