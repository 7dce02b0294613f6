"""What is wrong with a case, or worth knowing, without running it."""

from cellworth.core.errors import InputError
from cellworth.io.case_files import STAKES, case_kind
from cellworth.io.cases import CheckedCase, check_case
from cellworth.io.stakes_records import check_stakes

__all__ = ["CheckedCase", "check"]


def check(case: str) -> CheckedCase:
    """Flaws and warnings of a case, by name or path.

    Examples
    --------
    >>> check("nissan-aesc-2016").problems
    ()
    >>> check("nisan-aesc-2016").problems[0].instead
    "Did you mean 'nissan-aesc-2016'?"
    """
    try:
        kind = case_kind(case)
    except InputError as error:
        return CheckedCase(problems=error.problems, warnings=())
    return check_stakes(case) if kind == STAKES else check_case(case)
