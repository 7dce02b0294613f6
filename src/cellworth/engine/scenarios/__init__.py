"""The decision under uncertainty: draws, paths, strategies, deals, answer."""
