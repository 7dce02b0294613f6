"""The README shows what the run prints."""

from readme_result import result_block, shown_block


def test_the_result_in_the_readme_is_that_of_the_run():
    assert shown_block() == result_block()
