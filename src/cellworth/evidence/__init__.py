"""Claims, their chains and what they do to inputs."""
