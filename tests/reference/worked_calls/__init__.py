"""How each row of worked_strategy.csv calls a kernel: (equation, output) to a function of inputs, library."""
