"""Flow, equipment, labour and cost of cells, modules and packs."""
