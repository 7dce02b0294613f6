import sys

import pytest

from cellworth.cli.main import run


@pytest.fixture
def cellworth(monkeypatch, capsys):
    """The command, run in this process: exit code, output, errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["cellworth", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            run()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call


def pytest_collection_modifyitems(items):
    """Tests of pages and of gradients come last: the browser's driver and JAX leave threads; others fork."""
    items.sort(key=lambda item: "browser" in item.path.parts or "gradient" in item.path.stem)
