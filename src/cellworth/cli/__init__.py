"""Command line: parse, call app, print."""
