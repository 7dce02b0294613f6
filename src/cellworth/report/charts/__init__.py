"""Charts, one file each: ``spec(tables, size)`` takes tables and gives a Vega-Lite specification."""
