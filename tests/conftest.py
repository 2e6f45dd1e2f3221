"""Settings and services that hold for every test."""

from collections.abc import Iterator

import hypothesis
import pytest

from tests import postgres

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
