"""The ground every room stands on: arrays, records, errors, constants, glossary."""
