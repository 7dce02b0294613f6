"""How each row of worked_strategy.csv calls a kernel: (equation, output) -> function of inputs and library."""
