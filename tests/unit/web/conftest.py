"""One server for all tests of the workbench that leave nothing behind."""

from collections.abc import Iterator

import pytest

from served_bench import Client, served


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """Its client."""
    with served(tmp_path_factory.mktemp("workbench") / "data") as client:
        yield client
