"""The pack, from the electrode up."""
