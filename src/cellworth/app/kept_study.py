"""What a stopped study leaves for the next one, beside its file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cellworth.app.kept_run import case_digest
from cellworth.app.study_case import read_case
from cellworth.io.kept_answers import KeptAnswers
from cellworth.io.part_files import KEEP_SECONDS, file_hash, job_plan, open_parts
from cellworth.io.study_files import read_study

__all__ = ["kept_study"]


@contextmanager
def kept_study(
    path: str, out: str, *, restart: bool = False, every: float = KEEP_SECONDS
) -> Iterator[KeptAnswers | None]:
    """Hold the file of a study, and keep its answers in ``out.parts`` until it ends well.

    Parameters
    ----------
    path : of the study.
    out : file its rows go to; nothing is kept if empty.
    restart, every : as in `kept_run`.

    Raises
    ------
    InputError
        As in `kept_run`, or if the study cannot be read.
    """
    if not out:
        yield None
        return
    form = read_study(path)
    given = {"study": file_hash(Path(path))}
    if form.case:
        given["case"] = case_digest(read_case(form, path))
    with open_parts(out, job_plan(given, {}), what="study", restart=restart) as parts:
        yield KeptAnswers(parts, every=every)
