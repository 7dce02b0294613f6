"""The result shown in the README, made by the run: ``python tests/readme_result.py`` writes it anew."""

import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- result -->\n).*?(<!-- /result -->)", re.S)
LAST = "Bidders"


def result_block() -> str:
    """First screen of the real case, down to the strategies, without the mark of the run."""
    from cellworth.app.run import run

    lines = run("nissan-aesc-2016").summary.splitlines()
    end = next(number for number, line in enumerate(lines) if line.startswith(LAST))
    shown = [re.sub(r"\s+run \w+.*$", "", lines[0]), *lines[1:end]]
    return "```\n" + "\n".join(line.rstrip() for line in shown).strip() + "\n```\n"


def shown_block() -> str:
    """What stands in the README."""
    found = BLOCK.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return found.group(0).removeprefix(found.group(1)).removesuffix(found.group(2))


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    README.write_text(BLOCK.sub(lambda m: m.group(1) + result_block() + m.group(2), text), encoding="utf-8")
