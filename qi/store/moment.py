"""Read several tables as they were at one moment, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from qi.store.errors import told


@contextmanager
def one_moment(store: Engine) -> Iterator[Connection]:
    """Yield a connection whose reads all see the same moment. Raises StoreTroubleError.

    Without it every statement sees a moment of its own, and a store that is being written to looks damaged.
    """
    with told(), store.connect() as connection:
        if store.dialect.name == "sqlite":
            connection.exec_driver_sql("begin")
            yield connection
        else:
            yield connection.execution_options(isolation_level="REPEATABLE READ")
