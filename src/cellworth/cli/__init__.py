"""Command line: parse, call app, print."""

import os

# Matrices here are small: threads of the linear algebra library wait for each other longer than they compute.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
