"""Search over the levers that are negotiated or decided, on the same draws (S82)."""
