"""Settings and services that hold for every test."""

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import postgres

QI = Path(__file__).parent / "qi"

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this test process."""
    with postgres.cluster() as address:
        yield address


@pytest.fixture
def postgres_address(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with postgres.database(postgres_server) as address:
        yield address


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what collecting has loaded: it would be looked through again and again."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    gc.unfreeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure the coverage of qi by its own tests: what only a page walks through is not tested."""
    for item in items:
        if QI not in item.path.parents:
            item.add_marker(pytest.mark.no_cover)
