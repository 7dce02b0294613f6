"""Range and consumption of a battery car from its road load, its drivetrain and its pack, in SI units."""
