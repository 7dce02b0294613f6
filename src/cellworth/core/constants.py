"""Mathematical and defined constants; every other number lives in a data file."""

MINUTES_PER_HOUR = 60.0
SECONDS_PER_HOUR = 3600.0
PERCENT = 100.0
CELSIUS_TO_KELVIN = 273.15
DAYS_PER_YEAR = 365.0
