"""What is wrong with a case, or worth knowing, without running it."""

from cellworth.io.cases import CheckedCase, check_case

__all__ = ["CheckedCase", "check"]


def check(case: str) -> CheckedCase:
    """Flaws and warnings of a case, by name or path."""
    return check_case(case)
