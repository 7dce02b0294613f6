"""What a battery cell business is worth: to make, to buy, to sell."""

__version__ = "0.1.0"
