"""`cellworth cases`: what can be run at once."""

__all__ = ["cases"]


def cases() -> None:
    """List the cases shipped with the program."""
    from cellworth.app.cases import cases as list_cases

    listed = list_cases()
    width = max((len(case.name) for case in listed), default=0)
    for case in listed:
        print(f"{case.name:{width}}  {case.title}")
