"""The page of studies: below each question what the program prints for it."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from cellworth.io.table_writing import whole_file
from cellworth.io.targets import check_file
from cellworth.io.text_files import file_content

__all__ = ["EXAMPLE", "check_page", "write_answers"]

EXAMPLE = re.compile(r"```toml\n(.*?)```(\n+)```text\n(.*?)```", re.DOTALL)
"""A question, what stands between, and its answer."""


def check_page(path: str) -> None:
    """Refuse a page that cannot be read or written again.

    Raises
    ------
    InputError
        If it is so.
    """
    file_content(path, "a page of studies")
    check_file(path)


def write_answers(path: str, run_line: Callable[[list[str]], str]) -> Path:
    """Put what `cellworth study` prints below each question of a page.

    Parameters
    ----------
    path : of the page.
    run_line : prints a command line, given its arguments.

    Raises
    ------
    InputError
        If a question cannot be answered.
    """
    target = Path(path)

    def answered(found: re.Match[str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            question = Path(folder) / "study.toml"
            question.write_text(found[1], encoding="utf-8")
            told = run_line(["study", str(question)])
        return f"```toml\n{found[1]}```{found[2]}```text\n{told}```"

    text = EXAMPLE.sub(answered, target.read_text(encoding="utf-8"))
    with whole_file(path) as part:
        Path(part).write_text(text, encoding="utf-8")
    return target
