"""Named reference functions: closed forms and known wrong ways that only tests use (decision 4).

Rows of worked_strategy.csv that test a function of this file and nothing of the program:
see ``REFERENCE_ONLY`` in worked_calls; the program's sampled estimators are tested against the same
values within four standard errors in test_sampled_estimators.py.
"""


def naive_pooled_weight(reliability):
    """S3, wrong on purpose: every relay counted as an independent witness."""
    left = 1.0
    for r in reliability:
        left *= 1.0 - r
    return 1.0 - left
