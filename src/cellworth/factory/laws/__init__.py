"""How a process step grows with its rate."""
